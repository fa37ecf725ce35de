//! Questions about one user.

use criterion::{BenchmarkId, Criterion};
use rolepack::{Access, Request};
use rolepack_benches::organization::Organization;
use rolepack_benches::questions::{Ask, Questions};

pub fn benches(criterion: &mut Criterion, organization: &Organization, plain: &Access, scoped: &Access) {
    let users = organization.users;
    let mut group = criterion.benchmark_group("one");
    for (name, ask) in [
        ("can", Ask::Anything),
        ("can, granted", Ask::Granted),
        ("can, not granted", Ask::NotGranted),
        ("can, unknown user", Ask::UnknownUsers),
    ] {
        let questions = Questions::of(organization, ask);
        group.bench_function(BenchmarkId::new(name, users), |bencher| {
            bencher.iter(|| {
                let (user, permission) = questions.ask();
                plain.can(user, permission)
            });
        });
    }
    let questions = Questions::of(organization, Ask::Anything);
    group.bench_function(BenchmarkId::new("check", users), |bencher| {
        bencher.iter(|| {
            let (user, permission) = questions.ask();
            plain.check(&Request::new(user, permission)).allowed
        });
    });
    group.bench_function(BenchmarkId::new("check at a location", users), |bencher| {
        bencher.iter(|| {
            let (user, permission, location) = questions.ask_placed();
            scoped.check(&Request::new(user, permission).resource("location", location)).allowed
        });
    });
    group.bench_function(BenchmarkId::new("explain", users), |bencher| {
        bencher.iter(|| {
            let (user, permission) = questions.ask();
            plain.explain(&Request::new(user, permission))
        });
    });
    group.bench_function(BenchmarkId::new("reach, locations", users), |bencher| {
        bencher.iter(|| {
            let (user, permission) = questions.ask();
            scoped.reach(&Request::new(user, permission), Some("location"))
        });
    });
    group.bench_function(BenchmarkId::new("reach, boxes", users), |bencher| {
        bencher.iter(|| {
            let (user, permission) = questions.ask();
            scoped.reach(&Request::new(user, permission), None)
        });
    });
    group.finish();
}
