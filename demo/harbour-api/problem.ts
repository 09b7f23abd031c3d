/** What was wrong with one field: a parameter's name or a JSON Pointer into the body. */
export interface FieldError {
  readonly at: string;
  readonly message: string;
}

/** The statuses that this API answers with besides success. */
export type ProblemStatus = 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 500 | 503;

/** The parts of a problem besides its status. */
export interface ProblemParts {
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
}

const titles: Readonly<Record<ProblemStatus, string>> = {
  400: "Bad request",
  401: "Not signed in",
  403: "Not allowed",
  404: "Not found",
  409: "Conflict",
  412: "Changed since",
  413: "Too large",
  415: "Unsupported media type",
  422: "Invalid values",
  500: "Internal error",
  503: "Not available",
};

/** An answer in the form of RFC 9457, thrown anywhere in the API. */
export class Problem extends Error {
  readonly status: ProblemStatus;
  readonly parts: ProblemParts;

  constructor(status: ProblemStatus, parts: ProblemParts = {}) {
    super(parts.detail ?? titles[status]);
    this.name = "Problem";
    this.status = status;
    this.parts = parts;
  }

  /** The answer; `instance` is the path that was asked for. */
  toResponse(instance: string): Response {
    const { detail, errors, headers } = this.parts;
    const body = { type: "about:blank", title: titles[this.status], status: this.status, detail, instance, errors };
    return new Response(JSON.stringify(body), {
      status: this.status,
      headers: { ...headers, "Content-Type": "application/problem+json" },
    });
  }
}

/** 404 for something that should be there. */
export function notFound(what: string): Problem {
  return new Problem(404, { detail: `There is no ${what}.` });
}

/** 409 with the reason. */
export function conflict(detail: string): Problem {
  return new Problem(409, { detail });
}
