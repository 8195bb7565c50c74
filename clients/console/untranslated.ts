import ts from 'typescript'

/** A text on the screen that is not in the catalogue. */
export interface Untranslated {
  readonly file: string
  readonly line: number
  readonly text: string
}

/** Attributes and properties that never hold texts for people. */
const technical =
  /^(className|style|size|variant|color|c|key|role|type|to|from|href|id|rel|path|gap|p|px|py|w|h|fw|ta|align|justify|wrap|position|align|order|viewBox|fill|stroke|d|charset|autoComplete|inputMode|component|data-(?!label).*|aria-(live|hidden|haspopup|controls)|policy|requestPolicy|kind|step|scope|display|padding|border|background|width|height|minWidth|maxWidth|overflow.*|whiteSpace|flex|gridTemplateColumns|marginTop|marginBottom|fontWeight|preserveAspectRatio|strokeWidth|strokeLinecap|strokeLinejoin|tag|icon|code|__typename|platform|severity|field|direction|tone|interpreter|autofocus|inputWrapperOrder|screen|value)$/

/** Prose: two words, or a capitalized word. Not ids, classes, codes, keys or addresses. */
const isProse = (text: string): boolean =>
  /\p{L}[\p{L}’',.:]*\s+[\p{L}“(]/u.test(text) || /^\p{Lu}\p{Ll}+[\p{L}\s….:?-]*$/u.test(text.trim())

const macros = new Set(['t', 'msg', 'defineMessage'])

/** Names of products, languages and keys, which are the same in every language. */
const names = new Set([
  ...['Defend', 'Windows', 'Linux', 'Bash', 'Python', 'English', 'Deutsch', 'Ctrl K', 'Europe/Berlin'],
  ...[
    'PowerShell',
    'SHA-256',
    'Notification',
    'Ctrl Enter',
    'Enter',
    'Escape',
    'Tab',
    'Home',
    'End',
    'Backspace',
    'ArrowUp',
    'ArrowDown',
    'Shift',
  ],
])

/** The texts of a source file that are written outside of the catalogue's macros. */
export function untranslatedIn(file: string, source: string): Untranslated[] {
  const tree = ts.createSourceFile(
    file,
    source,
    ts.ScriptTarget.Latest,
    true,
    file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  )
  const found: Untranslated[] = []
  const report = (node: ts.Node, text: string) => {
    const { line } = tree.getLineAndCharacterOfPosition(node.getStart())
    found.push({ file, line: line + 1, text: text.trim().replace(/\s+/g, ' ') })
  }
  const tagOf = ({ openingElement }: ts.JsxElement) => openingElement.tagName.getText()

  function visit(node: ts.Node): void {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return
    if (ts.isTaggedTemplateExpression(node) && macros.has(node.tag.getText())) {
      if (node.tag.getText() === 't' && !isInFunction(node))
        report(node, `at module level: ${node.getText()}`)
      return
    }
    if (ts.isCallExpression(node) && ['plural', 'select', 't', 'msg'].includes(node.expression.getText()))
      return
    if (ts.isJsxElement(node) && ['Trans', 'Plural', 'kbd', 'code'].includes(tagOf(node))) return
    if (ts.isJsxSelfClosingElement(node) && ['Plural', 'Trans'].includes(node.tagName.getText())) return
    if (ts.isJsxText(node)) {
      if (/\p{L}{2}/u.test(node.text.replace(/&\w+;/g, '')) && !names.has(node.text.trim()))
        report(node, node.text)
      return
    }
    if (ts.isJsxAttribute(node) && technical.test(node.name.getText())) return
    if (ts.isPropertyAssignment(node) && technical.test(node.name.getText().replace(/['"]/g, ''))) return
    if (ts.isNewExpression(node) && node.expression.getText() === 'Error') return
    if (ts.isBinaryExpression(node) && /^[!=]==$/.test(node.operatorToken.getText())) return
    if (ts.isCaseClause(node)) {
      for (const statement of node.statements) visit(statement)
      return
    }
    if (ts.isElementAccessExpression(node)) {
      visit(node.expression)
      return
    }
    if (ts.isPropertyAssignment(node)) {
      visit(node.initializer)
      return
    }
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
      if (isProse(node.text) && !names.has(node.text.trim())) report(node, node.text)
      return
    }
    if (ts.isTemplateExpression(node)) {
      const parts = [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)]
      // Parts such as `(UTC)` are the same in every language.
      const words = parts.map(part => part.replace('(UTC)', ''))
      if (isProse(words.join('x')) && words.some(part => /\p{L}{2}/u.test(part))) report(node, node.getText())
      for (const { expression } of node.templateSpans) visit(expression)
      return
    }
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

function isInFunction(node: ts.Node): boolean {
  for (let at: ts.Node | undefined = node; at; at = at.parent) if (ts.isFunctionLike(at)) return true
  return false
}
