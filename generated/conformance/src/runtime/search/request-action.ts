import type { FoundPhrase } from "./find-phrases.ts";
import { isPast, stemWord } from "./stem-word.ts";
import { type ToolAction, toolActions } from "./tool-action.ts";

/** Verbs that say no more than which kind of action is meant: APIs spell them in every way, and by methods. */
const plain: Readonly<Record<Exclude<ToolAction, "act">, string>> = {
  read: "show list find get see look tell check view read browse display retrieve fetch what which who whose whom how when where is are does has have any anything print search lookup locate identify count compare verify measure inspect did was were why listen dig hunt track go",
  create:
    "create add new make set open file start draft write register build spin put establish generate issue leave launch sign record log book enter give buy order jot note hire compose install prepare append fax text call dial message email invite upload import schedule publish",
  update:
    "change update rename correct fix raise lower mark move switch edit modify adjust rewrite replace turn set put bump extend shorten amend revise alter give tweak retitle double halve overwrite configure sync repair append",
  delete:
    "delete remove bin wipe erase clear drop throw trash discard purge take scrap dump chuck kill nuke ditch axe kick uninstall strike unlink disconnect unregister",
};

/** Verbs that name what is done, as APIs do too. */
const special =
  "cancel refund send approve reject stop freeze lock close merge accept submit trigger run restore pin follow block mute vote report share transfer pay finalize void " +
  "copy apply boost like hide release publish resend pair connect redeem schedule assign invite import export upload download archive pause resume activate deactivate " +
  "retry rerun restart reset revoke rotate swap sign test ping call dial ring text fax transcribe translate draw deploy revert undo snooze unmute unpin unblock unfollow unlock complete " +
  "tick forward reply answer post enroll join leave refresh move verify validate confirm redeliver trigger kick start stop";

/** Of those, the ones that APIs may also have as an update of a state: an issue is closed by setting it to closed. */
const ofState =
  "close reopen archive pause resume freeze lock unlock activate deactivate enable disable assign approve reject accept decline dismiss complete finish hide pin stop suspend restore publish finalize resolve";

const byStem: ReadonlyMap<string, ReadonlySet<ToolAction>> = readVerbs();

function readVerbs(): ReadonlyMap<string, ReadonlySet<ToolAction>> {
  const found = new Map<string, Set<ToolAction>>();
  for (const action of toolActions) {
    const words = { ...plain, act: `${special} ${ofState}`, update: `${plain.update} ${ofState}` }[action];
    for (const stem of words.split(" ").map(stemWord)) found.set(stem, (found.get(stem) ?? new Set()).add(action));
  }
  return found;
}

/** Verbs of a plain kind that are names of things too, and so say what is meant. */
const says: ReadonlySet<string> = new Set(
  "draft register record book order log issue file note sign launch generate install hire compose message email fax text call dial invite upload import schedule publish disconnect unlink uninstall rename move"
    .split(" ")
    .map(stemWord),
);

/** Where a clause has its verb, and which kinds of action that may mean. */
export interface ClauseAction {
  readonly at: number;
  readonly actions: ReadonlySet<ToolAction>;
  /** The verb says nothing but the kind. */
  readonly isPlain: boolean;
}

/** Whether a word is a verb that requests are made with. */
export function isVerb(word: string): boolean {
  return byStem.has(stemWord(word));
}

/** How far into a clause its verb is looked for. */
const maxWords = 7;

/** What a clause asks to be done, by its first verb; a phrase is a verb too: to get rid of something is not to get it. */
export function clauseAction(words: readonly string[], phrases: readonly FoundPhrase[]): ClauseAction | undefined {
  for (const [at, word] of words.slice(0, maxWords).entries()) {
    const meant = phrases.filter((phrase) => phrase.at[0] === at).flatMap(({ means }) => means);
    const byPhrase = new Set(meant.flatMap((stem) => [...(byStem.get(stem) ?? [])]));
    const bySelf = isPast(word) ? undefined : byStem.get(stemWord(word));
    const actions = byPhrase.size > 0 ? byPhrase : bySelf;
    if (actions !== undefined) return { at, actions, isPlain: !actions.has("act") && !says.has(stemWord(word)) };
  }
  return undefined;
}
