import { expect, test } from "vitest";
import { markValues } from "../../../templates/src/runtime/search/request-values.ts";
import { soughtNouns } from "../../../templates/src/runtime/search/sought-nouns.ts";

const sought = (text: string): readonly string[] =>
  soughtNouns(markValues(text).plain).map(({ stem, by }) => `${stem} by ${by}`);

test.each([
  ['Apply it to the folder "Personnel files"', ["folder by name"]],
  ["Who filled in the 'quote' form?", ["form by name"]],
  ["Copy the dashboard called 'Kafka overview'", ["dashboard by name"]],
  ["Put it on the board Roadmap", ["board by name"]],
])("%j: the noun beside a name has to be looked up", (text, want) => {
  expect(sought(text)).toEqual(want);
});

test.each([
  ["Delete the reminder", ["reminder by article"]],
  ["Rename my notebook", ["notebook by article"]],
  ["Which invoices are overdue?", ["invoic by article"]],
])("%j: so has what is spoken of as known", (text, want) => {
  expect(sought(text)).toEqual(want);
});

test.each([
  ["Throw away the folder 77120"],
  ["Refund the payment pi_3OaB72x"],
  ['Create a label called "Taxes"'],
  ["Find Anna Petrova"],
  ["Show the oldest one"],
  [""],
])("%j: what has an id, is new, or is no noun has not", (text) => {
  expect(sought(text)).toEqual([]);
});
