// What importing such a file gives where these entries import one.
declare module '*.wasm' {
  const compiled: WebAssembly.Module
  export default compiled
}
