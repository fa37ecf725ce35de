//! What takes the whole organisation: reading, packing, loading.

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput};
use rolepack::Model;
use rolepack_benches::snapshot::load;
use rolepack_benches::source::{Files, model, snapshot};
use std::time::Duration;

pub fn benches(criterion: &mut Criterion, users: u32, files: &Files, plain: &Model) {
    let bytes = snapshot(plain);
    let mut group = criterion.benchmark_group("whole");
    group.throughput(Throughput::Elements(users.into())).sample_size(10).measurement_time(Duration::from_secs(1));
    group.bench_with_input(BenchmarkId::new("read", users), files, |bencher, files| {
        bencher.iter_batched(|| files.source(), model, BatchSize::PerIteration);
    });
    group.bench_with_input(BenchmarkId::new("pack", users), plain, |bencher, plain| {
        bencher.iter_with_large_drop(|| snapshot(plain));
    });
    group.bench_with_input(BenchmarkId::new("load", users), &bytes, |bencher, bytes| {
        bencher.iter_batched(|| bytes.clone(), load, BatchSize::PerIteration);
    });
    group.finish();
}
