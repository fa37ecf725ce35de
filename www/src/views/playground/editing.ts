// The editor's ways and looks.
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { yaml } from '@codemirror/lang-yaml'
import { bracketMatching, HighlightStyle, indentUnit, syntaxHighlighting } from '@codemirror/language'
import { lintGutter, lintKeymap } from '@codemirror/lint'
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import { EditorState, type Extension } from '@codemirror/state'
import { EditorView, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'

/** For a file of that name. Tab leaves the editor, as it leaves every field. */
export function editing(name: string, text: string): Extension {
  return [
    lineNumbers(),
    lintGutter(),
    history(),
    highlightSpecialChars(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSelectionMatches(),
    bracketMatching(),
    search({ top: true }),
    indentUnit.of('  '),
    EditorView.lineWrapping,
    EditorView.perLineTextDirection.of(true),
    EditorView.contentAttributes.of({ tabindex: '0', 'aria-label': `The text of ${name}`, spellcheck: 'false', autocapitalize: 'off' }),
    separated(text),
    keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap, ...lintKeymap]),
    /\.jsonl?$/i.test(name) ? json() : /\.ya?ml$/i.test(name) ? yaml() : [],
    syntaxHighlighting(WORDS),
    LOOK,
  ]
}

/** Lines that end as Windows has it go on so; where they end in both ways, as everywhere else. */
function separated(text: string): Extension {
  return text.includes('\r\n') && !/(^|[^\r])\n|\r(?!\n)/.test(text) ? EditorState.lineSeparator.of('\r\n') : []
}

const WORDS = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--enamel-ink)' },
  { tag: [tags.number, tags.bool, tags.null, tags.keyword], color: 'var(--signal-ink)' },
  { tag: [tags.comment, tags.meta], color: 'var(--ink-dim)', fontStyle: 'italic' },
])

const LOOK = EditorView.theme({
  '&': { height: '100%', color: 'var(--ink)', backgroundColor: 'var(--raised)', fontSize: '0.8125rem' },
  '&.cm-focused': { outline: '2px solid var(--focus)', outlineOffset: '-1px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.55' },
  '.cm-content': { caretColor: 'var(--ink)', padding: '0.375rem 0' },
  '.cm-gutters': { backgroundColor: 'var(--plate)', color: 'var(--ink-dim)', borderRight: '1px solid var(--line)' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'color-mix(in srgb, var(--off) 55%, transparent)' },
  '.cm-activeLineGutter': { color: 'var(--ink)' },
  '.cm-selectionMatch, .cm-searchMatch': { backgroundColor: 'color-mix(in srgb, var(--signal) 30%, transparent)' },
  '.cm-searchMatch-selected': { backgroundColor: 'color-mix(in srgb, var(--signal) 60%, transparent)' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--off)' },
  '.cm-panels, .cm-tooltip': { backgroundColor: 'var(--plate)', color: 'var(--ink)', border: '1px solid var(--line-strong)' },
  '.cm-panels.cm-panels-top': { border: '0', borderBottom: '1px solid var(--line-strong)' },
  '.cm-textfield, .cm-button': { border: '1px solid var(--line-strong)', borderRadius: 'var(--round)', background: 'var(--raised)', color: 'var(--ink)', backgroundImage: 'none' },
  '.cm-panel.cm-search [name=close]': { color: 'var(--ink)', fontSize: '1.25rem' },
  '.cm-diagnostic': { maxWidth: '34rem', padding: '0.375rem 0.625rem', fontFamily: 'var(--sans)', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--bad)' },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--bad)', textUnderlineOffset: '3px' },
  '.cm-lint-marker-error': { content: 'none', width: '0.625rem', height: '0.625rem', margin: '0.25rem 0.0625rem', borderRadius: '50%', backgroundColor: 'var(--bad)' },
})
