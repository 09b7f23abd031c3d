/** One of the two output streams. */
export interface Output {
  write(text: string): void;
  /** Whether a person looks at it: then it may have colours and lines that change. */
  readonly isTerminal: boolean;
  /** Width of the terminal in columns. */
  readonly columns: number;
}

/** Everything that the CLI knows of the process it runs in. */
export interface CliIo {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Working directory, absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Resolves at the first SIGINT or SIGTERM after the call; a second one ends the process at once. */
  untilSignal(): Promise<void>;
  /** Whether a person is there who can be asked: a terminal at both ends, and no CI. */
  readonly canAsk: boolean;
  /** Milliseconds from any fixed moment. */
  now(): number;
}
