//! Times of what Rolepack does, by the number of users. `BENCH_USERS=1000,10000` chooses sizes; a run that only tries whether the
//! benches work takes the smallest.

mod one;
mod many;
mod whole;

use criterion::Criterion;
use rolepack_benches::levels::Levels;
use rolepack_benches::organization::Organization;
use rolepack_benches::sizes::sizes;
use rolepack_benches::snapshot::load;
use rolepack_benches::source::{Files, model, snapshot};
use std::time::Duration;

fn main() {
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
        .sample_size(30)
        .configure_from_args();
    for users in sizes() {
        let organization = Organization::of(users);
        let levels = Levels::of(&organization);
        let files = Files::of(&organization, None);
        let plain = model(files.source());
        whole::benches(&mut criterion, users, &files, &plain);
        let scoped = load(snapshot(&model(Files::of(&organization, Some(&levels)).source())));
        let plain = load(snapshot(&plain));
        one::benches(&mut criterion, &organization, &plain, &scoped);
        many::benches(&mut criterion, &organization, &plain, &scoped);
    }
    criterion.final_summary();
}
