//! The WebAssembly modules: cargo, wasm-bindgen, Binaryen, each flavour for itself.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::context::Context;
use crate::glue;
use crate::stamp::Inputs;
use crate::step::{Done, Step, answer};
use crate::tools::{self, Binaryen, WASM_TARGET, WasmBindgen};

/// Where the modules go, below the npm package.
pub const FOLDER: &str = "pkg/dist/wasm";

/// Cargo's output for modules: apart from the ordinary one, so that no other clone or build that shares that one can
/// put its module in the place of this one, for the file's name tells neither.
pub const TARGET: &str = "target/modules";

/// What both the compiler and Binaryen may use: what every engine since 2022 has, and the compiler turns on by itself.
const PROPOSALS: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-call-indirect-overlong",
];

/// One build of the crate `rolepack` for JavaScript.
pub struct Flavour {
    pub name: &'static str,
    features: &'static str,
    glue: Glue,
    /// In bytes. Every instance sets this much memory aside, and a page may hold many; too small a stack traps, and harms nothing.
    stack: u32,
    optimise: &'static str,
}

/// What stands between a module and those who call it.
enum Glue {
    /// Nothing: its functions take and give numbers, and it imports nothing.
    None,
    /// wasm-bindgen's, made into a factory.
    Factory,
}

pub const FLAVOURS: [Flavour; 3] = [
    Flavour { name: "gate", features: "wasm", glue: Glue::None, stack: 128 * 1024, optimise: "-Oz" },
    Flavour { name: "full", features: "wasm,full", glue: Glue::Factory, stack: 256 * 1024, optimise: "-Oz" },
    Flavour { name: "author", features: "wasm,author", glue: Glue::Factory, stack: 1024 * 1024, optimise: "-Oz" },
];

/// Builds those modules that are not up to date.
pub fn build_all(context: &Context) -> Result<()> {
    tools::wasm_target(context)?;
    let bindgen = tools::wasm_bindgen(context)?;
    let binaryen = tools::binaryen(context)?;
    let rustc = answer(context.command("rustc").arg("-vV")).context("no `rustc` in PATH")?;
    for flavour in &FLAVOURS {
        Build { context, flavour, bindgen: &bindgen, binaryen: &binaryen }.run(&rustc)?;
    }
    Ok(())
}

struct Build<'a> {
    context: &'a Context,
    flavour: &'a Flavour,
    bindgen: &'a WasmBindgen,
    binaryen: &'a Binaryen,
}

impl Build<'_> {
    fn run(&self, rustc: &str) -> Result<()> {
        let Self { context, flavour, .. } = *self;
        let name = flavour.name;
        context.steps.step(&format!("{name} module"), "", |step| {
            let output = self.output("wasm");
            let stamp_name = format!("module-{name}");
            let recipe = Recipe {
                text: format!("{rustc} {} {} {}", self.bindgen.version, flavour.stack, flavour.optimise),
                sources: self.work("sources"),
            };
            if let Some(inputs) = recipe.inputs(context)
                && inputs.stamp(context, &stamp_name).holds_for(&[&output])
            {
                return Ok(Done::UpToDate);
            }
            let compiled = self.compile(step)?;
            self.bind(step, &compiled)?;
            match flavour.glue {
                Glue::None => self.finish_without_glue(step)?,
                Glue::Factory => self.finish_with_factory(step)?,
            }
            let inputs = recipe.inputs(context).context("cargo left no list of the sources")?;
            inputs.stamp(context, &stamp_name).set()?;
            Ok(Done::With(format!("{} bytes", fs::metadata(&output)?.len())))
        })
    }

    fn compile(&self, step: &Step) -> Result<PathBuf> {
        let stack = format!("link-arg=-zstack-size={}", self.flavour.stack);
        let mut cargo = self.context.cargo(&[
            "rustc",
            "--package=rolepack",
            "--lib",
            "--crate-type=cdylib",
            "--profile=wasm",
            "--no-default-features",
            "--target",
            WASM_TARGET,
            "--target-dir",
            TARGET,
            "--features",
            self.flavour.features,
            "--",
            "-C",
            &stack,
        ]);
        cargo.env_remove("CARGO_TARGET_DIR");
        step.run(&mut cargo)?;
        let folder = self.context.path(TARGET).join(WASM_TARGET).join("wasm");
        fs::create_dir_all(self.work(""))?;
        fs::copy(folder.join("rolepack.d"), self.work("sources"))?;
        let compiled = self.work("compiled.wasm");
        fs::copy(folder.join("rolepack.wasm"), &compiled).context("cargo built no `rolepack.wasm`")?;
        Ok(compiled)
    }

    fn bind(&self, step: &Step, compiled: &Path) -> Result<()> {
        let mut bindgen = self.context.command(&self.bindgen.bindgen);
        bindgen
            .args(["--target", "bundler", "--out-name", self.flavour.name])
            .arg("--out-dir")
            .arg(self.work("bound"))
            .arg(compiled);
        step.run(&mut bindgen)?;
        fs::create_dir_all(self.context.path(FOLDER))?;
        Ok(())
    }

    fn finish_without_glue(&self, step: &Step) -> Result<()> {
        let exports = self.bound("_bg.wasm.d.ts")?;
        let graph = self.work("exports.json");
        fs::write(&graph, glue::number_exports_graph(&exports))?;
        let bare = self.work("bare.wasm");
        let mut metadce = self.context.command("node");
        metadce
            .arg(&self.binaryen.wasm_metadce)
            .arg(self.bound_path("_bg.wasm"))
            .arg("--graph-file")
            .arg(&graph)
            .arg("-o")
            .arg(&bare)
            .args(PROPOSALS);
        step.run(&mut metadce)?;
        self.optimise(step, &bare)?;
        self.refuse_imports(step)?;
        fs::write(self.output("d.ts"), glue::number_declarations(&exports))?;
        Ok(())
    }

    fn refuse_imports(&self, step: &Step) -> Result<()> {
        let mut node = self.context.command("node");
        node.args([
            "-p",
            "WebAssembly.Module.imports(new WebAssembly.Module(fs.readFileSync(process.argv[1]))).map(i => i.name).join()",
        ]);
        node.arg(self.output("wasm"));
        let imports = step.run(&mut node)?;
        if !imports.trim().is_empty() {
            bail!(
                "the {} module imports `{}`: its functions may take and give numbers only",
                self.flavour.name,
                imports.trim()
            );
        }
        Ok(())
    }

    fn finish_with_factory(&self, step: &Step) -> Result<()> {
        let name = self.flavour.name;
        self.optimise(step, &self.bound_path("_bg.wasm"))?;
        fs::write(self.output("js"), glue::factory(name, &self.bound("_bg.js")?)?)?;
        fs::write(self.output("d.ts"), glue::declarations(name))?;
        fs::write(self.output("bindings.d.ts"), self.bound(".d.ts")?)?;
        Ok(())
    }

    fn optimise(&self, step: &Step, module: &Path) -> Result<()> {
        let mut wasm_opt = self.context.command("node");
        wasm_opt
            .arg(&self.binaryen.wasm_opt)
            .arg(module)
            .arg("-o")
            .arg(self.output("wasm"))
            .args([
                self.flavour.optimise,
                "--converge",
                "--strip-debug",
                "--strip-producers",
                "--strip-target-features",
            ])
            .args(PROPOSALS);
        step.run(&mut wasm_opt)?;
        Ok(())
    }

    fn output(&self, extension: &str) -> PathBuf {
        self.context.path(FOLDER).join(format!("{}.{extension}", self.flavour.name))
    }

    fn work(&self, name: &str) -> PathBuf {
        self.context.path(TARGET).join("stages").join(self.flavour.name).join(name)
    }

    fn bound_path(&self, suffix: &str) -> PathBuf {
        self.work("bound").join(format!("{}{suffix}", self.flavour.name))
    }

    fn bound(&self, suffix: &str) -> Result<String> {
        let path = self.bound_path(suffix);
        fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", path.display()))
    }
}

/// All that decides what a module becomes.
struct Recipe {
    text: String,
    /// Cargo's list of the source files of the last build.
    sources: PathBuf,
}

impl Recipe {
    /// None before the first build.
    fn inputs(&self, context: &Context) -> Option<Inputs> {
        let list = fs::read_to_string(&self.sources).ok()?;
        let mut inputs = Inputs::default()
            .text(&self.text)
            .text(std::env::var("RUSTFLAGS").unwrap_or_default())
            .file(&context.path("Cargo.toml"))
            .file(&context.path("Cargo.lock"))
            .file(&context.path("xtask/tools/package-lock.json"))
            .file(&context.path("xtask/src/module.rs"))
            .file(&context.path("xtask/src/glue.rs"));
        for path in source_files(&list) {
            inputs = inputs.file(Path::new(&path));
        }
        Some(inputs)
    }
}

/// The paths of a list as cargo writes it: `OUTPUT: PATH PATH …`, a space within a path behind a backslash.
fn source_files(list: &str) -> Vec<String> {
    let Some((_, paths)) = list.split_once(": ") else {
        return Vec::new();
    };
    paths
        .trim_end()
        .replace("\\ ", "\0")
        .split(' ')
        .filter(|path| !path.is_empty())
        .map(|path| path.replace('\0', " "))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::source_files;

    #[test]
    fn a_list_of_sources_may_hold_spaces() {
        assert_eq!(source_files("/a/lib.wasm: /a/lib.rs /b\\ c/data.tsv\n"), ["/a/lib.rs", "/b c/data.tsv"]);
        assert!(source_files("").is_empty());
    }
}
