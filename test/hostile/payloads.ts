/**
 * What a document may say to get out of the place where it is put (the families of the advisories on generators of this kind).
 * Where a payload would run something, that is {@link CANARY}: as an identifier in a syntax tree it shows that text became code.
 * Each payload has other words too, so that a name made from all of it is never the bare canary.
 */

/** The identifier that must never stand in a code position. */
export const CANARY = "CANARY_7f3a";

const CALL = `${CANARY}()`;

/** Payloads by name: 39. */
export const payloads: Readonly<Record<string, string>> = {
  doubleQuote: `evil"; ${CALL}; "`,
  singleQuote: `evil'; ${CALL}; '`,
  backtick: `evil\`; ${CALL}; \` <${CANARY}> \`\``,
  templateHole: `evil \${evil(${CALL})}`,
  escapedQuote: String.raw`evil\"; ${CALL}; \'; ${CALL}; //`,
  closeEverything: `evil"}]}); ${CALL}; ({a:[{b:"`,
  blockComment: `evil */ ${CALL}; /*`,
  lineFeed: `evil\n${CALL}; //`,
  carriageReturn: `evil\r${CALL}; //`,
  lineSeparator: `evil\u2028${CALL}; //`,
  paragraphSeparator: `evil\u2029${CALL}; //`,
  nul: `evil\0${CALL}`,
  prototype: "__proto__",
  constructorName: "constructor",
  inheritedName: "toString",
  reservedWord: "delete",
  scriptEnd: `evil</script><script>${CALL}</script>`,
  htmlAttribute: `evil"><img src=x onerror=${CALL}>`,
  htmlComment: `evil--><svg onload='${CALL}'><!--`,
  handlebars: `evil {{x}} {{{evil.${CANARY}}}} {{#if ${CANARY}}}{{lookup this "constructor"}}`,
  replacement: `evil $' $& $\` $1 $<x> ${CANARY}`,
  traversal: `../../../evil/${CANARY}.ts`,
  windowsTraversal: String.raw`..\..\evil:${CANARY}. `,
  windowsDevice: "aux",
  empty: "",
  long: `evil${"x".repeat(284)} ${CANARY}`,
  emoji: `👩‍🚀 evil ❤️ ${CANARY}`,
  rightToLeft: `evil \u202E\u2066// ${CALL}\u2069\u200F`,
  tagCharacters: `evil ${CANARY}${hidden(CANARY)}\u200B\uFEFF`,
  loneSurrogate: `evil \uD800 ${CANARY} \uDC00`,
  regexBomb: "^(a+)+$",
  regexEnd: `evil/; ${CALL}; /[(`,
  yaml: `evil\n${CANARY}: &a !!js/function "${CALL}"\nalias: *a\n---\n- `,
  dotenv: `evil\nNODE_OPTIONS=--require=${CANARY}\n${CANARY}=1`,
  shell: `evil'; $(${CANARY}) \`${CANARY}\` && ${CANARY} | ${CANARY} #`,
  dockerfile: `evil\nRUN ${CANARY}\nENV X=$${CANARY}`,
  markdown: `evil\n\`\`\`\n# [${CANARY}](javascript:${CALL}) ![x](http://${CANARY}) <http://${CANARY}> |`,
  json: `evil","scripts":{"postinstall":"${CANARY}"},"x":"`,
  directive: `@jsxImportSource ${CANARY} {@link ${CANARY}} @param ${CANARY}\n@ts-ignore`,
};

/** The same letters as tag characters: read by models, seen by nobody. */
function hidden(text: string): string {
  return Array.from(text, (character) => String.fromCodePoint(0xe_00_00 + (character.codePointAt(0) ?? 0))).join("");
}
