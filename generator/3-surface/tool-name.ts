/** Whether a text can be a tool's name: what model APIs accept, and none that JavaScript objects inherit. */
export function isToolName(text: string): boolean {
  return /^[a-zA-Z0-9_-]{1,64}$/.test(text) && !(text in {});
}
