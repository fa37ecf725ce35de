/** Shows above a block the file that its first line names: ```yaml [acme.yaml]. */
export function named(markdown) {
  const fence = markdown.renderer.rules.fence
  markdown.renderer.rules.fence = (tokens, at, ...rest) => {
    const name = /\[(.+?)\]/.exec(tokens[at].info)?.[1]
    const block = fence(tokens, at, ...rest)
    return name ? `<div class="file"><p class="file-name">${markdown.utils.escapeHtml(name)}</p>${block}</div>` : block
  }
}
