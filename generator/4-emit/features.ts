import type { Feature } from "../3-surface/surface.ts";

/** What an optional feature of the runtime adds to a project that uses it. */
interface FeatureParts {
  /** Files of `templates/`, left out of every other project. */
  readonly files: readonly string[];
  /** Packages that only this feature needs. */
  readonly dependencies: readonly string[];
}

/** Every optional feature, in one table. */
const features: Readonly<Record<Feature, FeatureParts>> = {
  "multipart-answers": { files: ["src/runtime/upstream/multipart-answer.ts"], dependencies: [] },
};

/** Files of the runtime that a project with these features does not have. */
export function unusedFiles(used: ReadonlySet<Feature>): ReadonlySet<string> {
  return new Set(featureEntries().flatMap(([feature, { files }]) => (used.has(feature) ? [] : files)));
}

/** Packages that these features need besides those of every project. */
export function featureDependencies(used: ReadonlySet<Feature>): readonly string[] {
  return featureEntries().flatMap(([feature, { dependencies }]) => (used.has(feature) ? dependencies : []));
}

function featureEntries(): readonly (readonly [Feature, FeatureParts])[] {
  return (Object.keys(features) as Feature[]).map((feature) => [feature, features[feature]]);
}
