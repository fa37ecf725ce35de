use super::*;

/// FNV-1a over 64 bits: enough to notice a change, and the same everywhere. Line ends do not count.
fn checksum(text: &str) -> u64 {
    let bytes = text.bytes().filter(|byte| *byte != b'\r');
    bytes.fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[test]
fn a_published_version_never_changes() {
    let mut published = Keys::new();
    for line in list("published.txt") {
        let (name, expected) = line.split_once(' ').expect("a name and a checksum");
        let found = format!("{:016x}", checksum(&read(&format!("catalogue/{name}.json"))));
        assert_eq!(found, expected, "`{name}` is not what was published: make a new version of it");
        published.insert(name.to_owned());
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogue");
    let files = fs::read_dir(folder).expect("the catalogues");
    let names = files.map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned());
    let catalogues: Keys = names.filter_map(|name| name.strip_suffix(".json").map(str::to_owned)).collect();
    assert_eq!(catalogues, published);
}
