/** What is wrong with a request, one kind per rule of the judge. */
export type ProblemCode =
  | "wrong-operation"
  | "wrong-origin"
  | "argument-unknown"
  | "argument-missing"
  | "argument-changed"
  | "undeclared"
  | "required-missing"
  | "not-valid"
  | "contradiction"
  | "content-type"
  | "body-unexpected"
  | "credentials"
  | "prism";

export interface Problem {
  readonly code: ProblemCode;
  /** `path.id`, `query.limit`, `header.x-a`, `cookie.s`, `body.name`. */
  readonly where: string;
  readonly message: string;
}
