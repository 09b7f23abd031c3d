/** One list of cases, and the same expectations, for the server on every host of the first class. */
import { describe } from "vitest";
import { testCancellation } from "./support/hosts/cancel-cases.ts";
import { testMessages } from "./support/hosts/message-cases.ts";
import { testConfirmationAndLinks, testFittedResults, testSearchMode } from "./support/hosts/mode-cases.ts";
import { testSignIn } from "./support/hosts/sign-in-cases.ts";
import { testSmoke } from "./support/hosts/smoke-cases.ts";
import { testedHosts } from "./support/hosts/tested-host.ts";
import { testTokens } from "./support/hosts/token-cases.ts";

describe.each(testedHosts)("the server on $name", (host) => {
  describe("what every host is held to", () => {
    testSmoke(host);
  });
  describe("sign-in and step-up", () => {
    testSignIn(host);
  });
  describe("a bad token gets nowhere", () => {
    testTokens(host);
  });
  describe("messages", () => {
    testMessages(host);
  });
  describe("search mode", () => {
    testSearchMode(host);
  });
  describe("confirmation and links", () => {
    testConfirmationAndLinks(host);
  });
  describe("results that fit", () => {
    testFittedResults(host);
  });
  describe("cancellation", () => {
    testCancellation(host);
  });
});
