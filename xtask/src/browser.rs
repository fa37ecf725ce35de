//! A Chromium and its driver for the browser tests: found, else Debian's, else Playwright's.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::context::{Context, on_path};
use crate::step::{Done, answer};
use crate::tools;

const NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];

const PLACES: &[&str] = &[
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

const HELP: &str = "install Chromium and its driver (Debian: `apt-get install chromium chromium-driver`), \
    or set CHROMIUM and CHROMEDRIVER to their paths";

/// Without the later ones Chromium calls home at every start, which a closed network answers late.
const ARGUMENTS: &[&str] = &[
    "--headless=new",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// The programs of the browser tests.
pub struct Browser {
    pub chromium: PathBuf,
    pub chromedriver: PathBuf,
    /// What the driver starts the browser with, as wasm-bindgen's test runner reads it.
    pub capabilities: PathBuf,
}

/// Finds or sets up a browser.
pub fn browser(context: &Context) -> Result<Browser> {
    if find_chromium().is_none() || find_chromedriver(context).is_none() {
        from_debian(context)?;
    }
    let chromium = match find_chromium() {
        Some(chromium) => chromium,
        None => from_playwright(context)?,
    };
    let chromedriver = match find_chromedriver(context) {
        Some(chromedriver) => chromedriver,
        None => driver_for(context, &chromium)?,
    };
    let capabilities = write_capabilities(context, &chromium)?;
    Ok(Browser { chromium, chromedriver, capabilities })
}

fn find_chromium() -> Option<PathBuf> {
    from_environment("CHROMIUM")
        .or_else(|| NAMES.iter().find_map(|name| on_path(name)))
        .or_else(|| PLACES.iter().map(PathBuf::from).find(|path| path.is_file()))
}

fn find_chromedriver(context: &Context) -> Option<PathBuf> {
    from_environment("CHROMEDRIVER").or_else(|| on_path("chromedriver")).or_else(|| {
        let cached = fs::read_to_string(driver_note(context)).ok()?;
        Some(PathBuf::from(cached)).filter(|path| path.is_file())
    })
}

fn from_environment(name: &str) -> Option<PathBuf> {
    env::var_os(name).map(PathBuf::from).filter(|path| path.is_file())
}

/// Installs Debian's packages, where there is Debian and the right to.
fn from_debian(context: &Context) -> Result<()> {
    if on_path("apt-get").is_none() || answer(Command::new("id").arg("-u")).as_deref() != Some("0") {
        return Ok(());
    }
    context.steps.step("set up: Debian's Chromium", HELP, |step| {
        let apt = |arguments: &[&str]| {
            let mut command = context.command("apt-get");
            command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
            command
        };
        step.run(&mut apt(&["update"]))?;
        step.run(&mut apt(&["install", "--yes", "--no-install-recommends", "chromium", "chromium-driver"]))?;
        Ok(Done::Made)
    })
}

/// Has Playwright fetch its Chromium, which it keeps for all its users in its own cache.
fn from_playwright(context: &Context) -> Result<PathBuf> {
    tools::npm_ci(context, "pkg")?;
    let mut question = context.command("node");
    question.current_dir(context.path("pkg")).args(["-p", "require('playwright-core').chromium.executablePath()"]);
    let place = PathBuf::from(answer(&mut question).context("`playwright-core` is not in pkg's packages")?);
    if !place.is_file() {
        context.steps.step("set up: Playwright's Chromium", HELP, |step| {
            let mut install = tools::npm(context, "pkg", &["exec", "--", "playwright-core", "install"]);
            step.run(install.args(["--no-shell", "chromium"]))?;
            Ok(Done::Made)
        })?;
    }
    if !place.is_file() {
        bail!("no Chromium at `{}`\n  help: {HELP}", place.display());
    }
    Ok(place)
}

/// Fetches the driver of that browser's version, for Playwright brings none.
fn driver_for(context: &Context, chromium: &Path) -> Result<PathBuf> {
    let version = answer(Command::new(chromium).arg("--version"))
        .and_then(|line| version_in(&line).map(str::to_owned))
        .with_context(|| format!("`{} --version` tells no version\n  help: {HELP}", chromium.display()))?;
    let folder = context.cached("tools/chromedriver");
    context.steps.step("set up: the driver of Chromium", HELP, |step| {
        fs::create_dir_all(&folder)?;
        let package = format!("chromedriver@{version}");
        let mut install = tools::npm(context, "xtask/tools", &["exec", "--yes", "--"]);
        install.args(["@puppeteer/browsers@2", "install", &package, "--format={{path}}", "--path"]);
        let output = step.run(install.arg(&folder))?;
        let path = output
            .lines()
            .map(str::trim)
            .find(|line| Path::new(line).is_file())
            .context("the installer named no file")?;
        fs::write(driver_note(context), path)?;
        Ok(Done::Made)
    })?;
    find_chromedriver(context).with_context(|| format!("no driver was installed\n  help: {HELP}"))
}

fn driver_note(context: &Context) -> PathBuf {
    context.cached("tools/chromedriver/path")
}

fn version_in(line: &str) -> Option<&str> {
    line.split_whitespace().find(|word| {
        word.starts_with(|first: char| first.is_ascii_digit())
            && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    })
}

fn write_capabilities(context: &Context, chromium: &Path) -> Result<PathBuf> {
    let mut arguments: Vec<_> = ARGUMENTS.iter().map(|argument| format!("{argument:?}")).collect();
    // Chromium refuses to start as root with its sandbox.
    if answer(Command::new("id").arg("-u")).as_deref() == Some("0") {
        arguments.push("\"--no-sandbox\"".to_owned());
    }
    let path = context.path("target/xtask/webdriver.json");
    fs::create_dir_all(context.path("target/xtask"))?;
    fs::write(
        &path,
        format!(
            "{{\"goog:chromeOptions\": {{\"binary\": {:?}, \"args\": [{}]}}}}\n",
            chromium.display().to_string(),
            arguments.join(", ")
        ),
    )?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::version_in;

    #[test]
    fn the_version_is_the_word_of_digits_and_dots() {
        assert_eq!(version_in("Chromium 156.0.8078.79 built on Debian"), Some("156.0.8078.79"));
        assert_eq!(version_in("Google Chrome for Testing 142.0.1 "), Some("142.0.1"));
        assert_eq!(version_in("no version"), None);
    }
}
