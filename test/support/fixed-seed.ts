import fc from "fast-check";

/**
 * Property tests draw the same examples in every normal run, so that a change is never blamed for what chance found; with
 * FULL=1 they draw new ones, and print the seed of what fails.
 */
if (process.env["FULL"] !== "1") fc.configureGlobal({ seed: 20_261_120 });
