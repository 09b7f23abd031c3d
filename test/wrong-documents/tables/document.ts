/** A document around paths that are right in everything but what a table is about. */
export function documentWith(paths: unknown, others: object = {}): object {
  return { openapi: "3.1.0", info: { title: "Test API", version: "1.0.0" }, paths, ...others };
}

/** An operation that every table keeps beside the wrong one: it must survive. */
export const good: object = { "/good": { get: { operationId: "good" } } };

/** A document with the operation `GET /a` beside the good one. */
export function withGet(members: object, others: object = {}): object {
  return documentWith({ ...good, "/a": { get: { operationId: "a", ...members } } }, others);
}

/** A document with the operation `POST /a` beside the good one. */
export function withPost(members: object, others: object = {}): object {
  return documentWith({ ...good, "/a": { post: { operationId: "a", ...members } } }, others);
}

/** What survives of {@link withGet} and {@link withPost}. */
export const bothGet: readonly string[] = ["GET /a", "GET /good"];
export const bothPost: readonly string[] = ["GET /good", "POST /a"];
