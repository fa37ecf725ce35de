//! A server of static files on loopback, as strict as a good host of the console would be.

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Component, Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use oxhttp::Server;
use oxhttp::model::{Body, Method, Request, Response, StatusCode};

const FIRST_PORT: u16 = 8017;

/// Sent with every answer. The policy lets the page compile WebAssembly and nothing else that is not its own file.
const HEADERS: [(&str, &str); 6] = [
    (
        "content-security-policy",
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data:; object-src 'none'; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    // The next build has to be seen at the next load.
    ("cache-control", "no-store"),
];

/// Serves the files of `folder` until the process is ended.
pub fn serve(folder: &Path, port: Option<u16>) -> Result<()> {
    let folder = fs::canonicalize(folder).with_context(|| format!("cannot serve `{}`", folder.display()))?;
    let port = free_port(port)?;
    let server = Server::new(move |request| respond(&folder, port, request))
        .bind((Ipv4Addr::LOCALHOST, port))
        .spawn()
        .with_context(|| format!("cannot listen on port {port}"))?;
    println!("\nhttp://localhost:{port}/\nend with Ctrl-C");
    server.join()?;
    Ok(())
}

fn free_port(wanted: Option<u16>) -> Result<u16> {
    let is_free = |port: &u16| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok();
    match wanted {
        Some(port) if is_free(&port) => Ok(port),
        Some(port) => bail!("port {port} cannot be had\n  help: leave out --port, or give another"),
        None => (FIRST_PORT..FIRST_PORT + 100).find(is_free).context("no free port\n  help: give one with --port"),
    }
}

fn respond(folder: &Path, port: u16, request: &Request<Body>) -> Response<Body> {
    let mut response = if !is_for_this_machine(request, port) {
        plain(StatusCode::MISDIRECTED_REQUEST, "asked under another name than localhost")
    } else if request.method() != Method::GET && request.method() != Method::HEAD {
        plain(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD")
    } else {
        file_for(folder, request.uri().path())
            .and_then(|path| answer_with(&path))
            .unwrap_or_else(|| plain(StatusCode::NOT_FOUND, "not found"))
    };
    for (name, value) in HEADERS {
        if let Ok(value) = value.parse() {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// Refuses other host names, by which a page from elsewhere could come to read what is served here.
fn is_for_this_machine(request: &Request<Body>, port: u16) -> bool {
    let host = request.headers().get("host").and_then(|host| host.to_str().ok());
    host.is_some_and(|host| [format!("localhost:{port}"), format!("127.0.0.1:{port}")].contains(&host.to_owned()))
}

/// The file that a path of an address stands for, inside `folder` whatever dots or links the path holds.
///
/// An escaped character stands for no file: a build names its files without any.
fn file_for(folder: &Path, path: &str) -> Option<PathBuf> {
    let relative = Path::new(path.strip_prefix('/')?);
    let is_plain = |component| matches!(component, Component::Normal(_));
    if !relative.components().all(is_plain) {
        return None;
    }
    let mut file = fs::canonicalize(folder.join(relative)).ok()?;
    if file.is_dir() {
        file = fs::canonicalize(file.join("index.html")).ok()?;
    }
    (file.starts_with(folder) && file.is_file()).then_some(file)
}

fn answer_with(path: &Path) -> Option<Response<Body>> {
    Response::builder().header("content-type", media_type(path)).body(fs::read(path).ok()?.into()).ok()
}

fn plain(status: StatusCode, text: &'static str) -> Response<Body> {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    response
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "map") => "application/json",
        Some("wasm") => "application/wasm",
        Some("rolepack") => "application/vnd.rolepack",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("txt" | "yaml" | "yml" | "md") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::file_for;

    #[test]
    fn nothing_outside_the_folder_is_served() {
        let base = std::env::temp_dir().join(format!("rolepack-serve-{}", std::process::id()));
        let folder = base.join("dist");
        fs::create_dir_all(folder.join("a b")).unwrap();
        fs::write(base.join("secret"), "").unwrap();
        fs::write(folder.join("index.html"), "").unwrap();
        fs::write(folder.join("page.js"), "").unwrap();
        let folder = fs::canonicalize(folder).unwrap();
        let served = |path: &str| file_for(&folder, path);

        assert_eq!(served("/"), Some(folder.join("index.html")));
        assert_eq!(served("/page.js"), Some(folder.join("page.js")));
        for path in [
            "",
            "secret",
            "/../secret",
            "/page.js/../../secret",
            "/./../secret",
            "//etc/passwd",
            "/%2e%2e/secret",
            "/a b",
            "/none",
        ] {
            assert_eq!(served(path), None, "{path}");
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(base.join("secret"), folder.join("link")).unwrap();
            assert_eq!(served("/link"), None);
        }
        fs::remove_dir_all(base).unwrap();
    }
}
