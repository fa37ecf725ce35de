/** Shows above a block the file that its first line names, ```yaml [acme.yaml], and of Rust what rustdoc would show. */
export function blocks(markdown) {
  const fence = markdown.renderer.rules.fence
  markdown.renderer.rules.fence = (tokens, at, ...rest) => {
    const token = tokens[at]
    const name = /\[(.+?)\]/.exec(token.info)?.[1]
    if (token.info.startsWith('rust')) token.content = token.content.replace(/^# .*\n/gm, '')
    const block = fence(tokens, at, ...rest)
    return name ? `<div class="file"><p class="file-name">${markdown.utils.escapeHtml(name)}</p>${block}</div>` : block
  }
}
