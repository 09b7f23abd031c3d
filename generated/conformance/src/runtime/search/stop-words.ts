/** Words that say nothing of what is wanted: grammar, politeness, and what every request has. */
const words =
  "a about above after again against all already also although am among an and any anybody anyone anything are around as at away be because been " +
  "before being below between both but by can cannot could did do does doing done down during each either else especially even ever every everybody " +
  "everyone everything exactly few first for from further had has have having he her here hers him his how however i if im in into is it its itself ive " +
  "just kind know last let lets like me more most much must my myself near no nobody nor not nothing now of off on once one only or other our ours out " +
  "over own per please really same she should since so some somebody someone something soon still such than thanks that the their theirs them then " +
  "there these they thing things this those through to together too under until up upon us used using very via was we well were what whatever when where " +
  "whether which while who whom whoever whose why will with within without would yet you your yours yourself right want wants need needs needed " +
  "s t d ll m re ve isn doesn don didn hasn haven wasn won aren";

export const stopWords: ReadonlySet<string> = new Set(words.split(" "));
