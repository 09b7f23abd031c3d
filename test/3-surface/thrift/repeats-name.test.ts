import { describe, expect, test } from "vitest";
import { covers, saysNothingNew } from "../../../generator/3-surface/thrift/repeats-name.ts";

describe("a description that only repeats names", () => {
  test.each<[string, readonly string[], boolean]>([
    ["The ID of the filter.", ["filterId"], true],
    ["The unique identifier of the filter to update.", ["updateFilter", "id"], true],
    ["Whether the user is active.", ["UserBean", "active"], true],
    ["The names of the berths", ["berth_names"], true],
    ["The ID of the filter.", ["id"], false],
    ["The name of the dock, as painted.", ["dock", "name"], false],
    ["The dock's `name`.", ["dock", "name"], false],
    ["Name of at most 40 characters.", ["name"], false],
    ["The date, not the time.", ["date"], false],
    ["L'identifiant", ["id"], false],
    ["名前", ["name"], false],
  ])("%s of %j", (description, names, want) => {
    expect(saysNothingNew(description, names)).toBe(want);
  });
});

describe("a sentence that says what the summary says", () => {
  test.each<[string, string, boolean]>([
    ["Deletes a screen.", "Delete screen", true],
    ["Returns a list of the user's berths.", "List berths", true],
    ["Only a berth without stays can be removed.", "Remove a berth", false],
    ["Returns a berth.", "Get vessel", false],
    ["Löscht.", "Löscht", true],
    ["Löscht.", "Öffnet", false],
  ])("%s %s", (sentence, summary, want) => {
    expect(covers(sentence, summary)).toBe(want);
  });
});
