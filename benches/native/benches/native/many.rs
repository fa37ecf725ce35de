//! Questions over everybody.

use criterion::{BenchmarkId, Criterion, Throughput};
use rolepack::{Access, Request};
use rolepack_benches::organization::Organization;
use rolepack_benches::questions::{Ask, Questions};
use std::time::Duration;

pub fn benches(criterion: &mut Criterion, organization: &Organization, plain: &Access, scoped: &Access) {
    let users = organization.users;
    let questions = Questions::of(organization, Ask::Anything);
    let mut group = criterion.benchmark_group("many");
    group.throughput(Throughput::Elements(users.into())).sample_size(20).measurement_time(Duration::from_secs(1));
    group.bench_function(BenchmarkId::new("whoCan", users), |bencher| {
        bencher.iter_with_large_drop(|| {
            let (user, permission) = questions.ask();
            plain.who_can(&Request::new(user, permission))
        });
    });
    group.bench_function(BenchmarkId::new("whoCan at a location", users), |bencher| {
        bencher.iter_with_large_drop(|| {
            let (user, permission, location) = questions.ask_placed();
            scoped.who_can(&Request::new(user, permission).resource("location", location))
        });
    });
    group.finish();
}
