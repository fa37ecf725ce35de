//! One instance per snapshot: wasm-bindgen's glue, which serves one instance for ever, becomes a function that makes one.
//!
//! `wasm-bindgen --target bundler` writes a JavaScript module with the state of one instance at its top level. Wrapped into a
//! function, the state belongs to the call, and goes when the last object that came from it goes.

use std::fmt::Write as _;

use anyhow::{Result, bail};

/// The JavaScript module around `background`, the text of wasm-bindgen's `NAME_bg.js`.
///
/// It exports one function, `instantiate(module)`, which returns what the module exports to JavaScript. What it does not
/// understand it refuses: an import (the crate may bring no JavaScript of its own), or another kind of export.
pub fn factory(name: &str, background: &str) -> Result<String> {
    let mut body = String::new();
    let mut imports = Vec::new();
    let mut exports = Vec::new();
    for line in background.lines() {
        if line.starts_with("import ") {
            bail!("the bindings of `{name}` import JavaScript: `{line}`");
        }
        let Some(declaration) = line.strip_prefix("export ") else {
            push_indented(&mut body, line);
            continue;
        };
        let Some(declared) = declared_name(declaration) else {
            bail!("the bindings of `{name}` export in a way that is not known: `{line}`");
        };
        match declared {
            "__wbg_set_wasm" => {}
            _ if declared.starts_with("__wb") => imports.push(declared),
            _ => exports.push(declared),
        }
        push_indented(&mut body, declaration);
    }
    Ok(format!(
        "/** Makes a new instance of the module and returns its functions and classes. */\n\
         export function instantiate(module) {{\n\
         {body}\n\
         \x20   const instance = new WebAssembly.Instance(module, {{ './{name}_bg.js': {{ {} }} }});\n\
         \x20   __wbg_set_wasm(instance.exports);\n\
         \x20   wasm.__wbindgen_start();\n\
         \x20   return {{ {} }};\n\
         }}\n",
        imports.join(", "),
        exports.join(", "),
    ))
}

/// The declarations of [`factory`]'s module; wasm-bindgen's own stand beside it as `NAME.bindings.d.ts`.
pub fn declarations(name: &str) -> String {
    format!(
        "/** Makes a new instance of the module and returns its functions and classes. */\n\
         export declare function instantiate(module: WebAssembly.Module): typeof import('./{name}.bindings.js');\n"
    )
}

/// The declarations of the exports that take and give numbers only, from wasm-bindgen's `NAME_bg.wasm.d.ts`.
pub fn number_declarations(background: &str) -> String {
    let mut text = String::new();
    for line in background.lines() {
        if exported_name(line).is_some() {
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

/// The graph that tells `wasm-metadce` what to keep: the exports of [`number_declarations`].
///
/// wasm-bindgen gives every module a table of JavaScript values and an import to fill it, which functions on numbers never touch.
pub fn number_exports_graph(background: &str) -> String {
    let names: Vec<_> = background.lines().filter_map(exported_name).collect();
    let mut graph = String::from("[{\"name\":\"outside\",\"root\":true,\"reaches\":[");
    for (index, name) in names.iter().enumerate() {
        let comma = if index == 0 { "" } else { "," };
        write!(graph, "{comma}\"export {name}\"").ok();
    }
    graph.push_str("]}");
    for name in names {
        write!(graph, ",{{\"name\":\"export {name}\",\"export\":\"{name}\"}}").ok();
    }
    graph.push(']');
    graph
}

fn exported_name(line: &str) -> Option<&str> {
    let (name, _) = line.strip_prefix("export const ")?.split_once(':')?;
    (!name.starts_with("__")).then_some(name)
}

fn declared_name(declaration: &str) -> Option<&str> {
    let rest = ["function ", "class ", "const "].iter().find_map(|keyword| declaration.strip_prefix(keyword))?;
    let end =
        rest.find(|character: char| !(character.is_ascii_alphanumeric() || character == '_' || character == '$'))?;
    (end > 0).then(|| &rest[..end])
}

fn push_indented(body: &mut String, line: &str) {
    if !line.is_empty() {
        body.push_str("    ");
        body.push_str(line);
    }
    body.push('\n');
}

#[cfg(test)]
mod tests {
    use super::{factory, number_declarations, number_exports_graph};

    const BACKGROUND: &str = "\
export class Snapshot {
    free() { wasm.__wbg_snapshot_free(this.__wbg_ptr, 0); }
}
export function load(length) {
    return wasm.load(length);
}
export function __wbg_new_1(a) {
    return new Array(a);
}
let wasm;
export function __wbg_set_wasm(val) {
    wasm = val;
}
";

    #[test]
    fn all_state_moves_into_the_function() {
        let module = factory("full", BACKGROUND).unwrap();
        let at_the_top: Vec<_> =
            module.lines().filter(|line| !line.starts_with([' ', '}', '/']) && !line.is_empty()).collect();
        assert_eq!(at_the_top, ["export function instantiate(module) {"]);
    }

    #[test]
    fn the_module_is_given_what_it_imports_and_the_caller_what_is_public() {
        let module = factory("full", BACKGROUND).unwrap();
        assert!(module.contains("{ './full_bg.js': { __wbg_new_1 } }"));
        assert!(module.contains("return { Snapshot, load };"));
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for text in ["import * as other from './snippets/a.js';", "export default 1;", "export { a };"] {
            assert!(factory("full", text).is_err(), "{text}");
        }
    }

    const NUMBERS: &str = "\
export const memory: WebAssembly.Memory;
export const check: (a: number, b: number) => number;
export const __wbindgen_externrefs: WebAssembly.Table;
export const __wbindgen_start: () => void;
";

    #[test]
    fn of_a_module_on_numbers_only_its_own_exports_stay() {
        assert_eq!(number_declarations(NUMBERS).lines().count(), 2);
        assert_eq!(
            number_exports_graph(NUMBERS),
            "[{\"name\":\"outside\",\"root\":true,\"reaches\":[\"export memory\",\"export check\"]},\
             {\"name\":\"export memory\",\"export\":\"memory\"},{\"name\":\"export check\",\"export\":\"check\"}]"
        );
    }
}
