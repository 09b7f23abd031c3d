import type { StreamFormat } from "./stream-format.ts";

/** One item as it came: the text of a JSON value, or of a server-sent event's data. */
export interface RawItem {
  readonly data: string;
  /** Of an event, when it was named. */
  readonly event?: string;
  readonly id?: string;
}

/** Takes the text of a stream piece by piece and gives the items that are whole. */
export interface ItemSplitter {
  push(text: string): readonly RawItem[];
  /** The item that nothing ended, when the stream is over. */
  end(): readonly RawItem[];
}

/** Makes a splitter. What stands between items (blank lines, comments) is left out. */
export function createItemSplitter(format: StreamFormat): ItemSplitter {
  return format === "events" ? eventSplitter() : textSplitter(format === "lines" ? "\n" : "\u001E");
}

/** JSON Lines ends each item with a line feed, RFC 7464 begins each with a record separator: both stand between two items. */
function textSplitter(separator: string): ItemSplitter {
  let rest = "";
  return {
    push(text) {
      const pieces = (rest + text).split(separator);
      rest = pieces.pop() ?? "";
      return pieces.flatMap(toItem);
    },
    end() {
      const last = toItem(rest);
      rest = "";
      return last;
    },
  };
}

function toItem(text: string): readonly RawItem[] {
  const data = text.trim();
  return data === "" ? [] : [{ data }];
}

/** WHATWG HTML, 9.2.6, but an event that the end of the stream cut off is given too: many servers leave out its blank line. */
function eventSplitter(): ItemSplitter {
  let rest = "";
  let atStart = true;
  let event: { data: string[]; event?: string; id?: string } = { data: [] };
  return {
    push(text) {
      const whole = rest + (atStart ? text.replace(/^\uFEFF/, "") : text);
      atStart = atStart && text === "";
      // A carriage return at the end may be half of a line's end.
      const held = whole.endsWith("\r") ? "\r" : "";
      const lines = whole.slice(0, whole.length - held.length).split(/\r\n|\r|\n/);
      rest = (lines.pop() ?? "") + held;
      return lines.flatMap(take);
    },
    end() {
      const last = [...take(rest.replace(/\r$/, "")), ...take("")];
      rest = "";
      return last;
    },
  };

  function take(line: string): readonly RawItem[] {
    if (line === "") {
      const { data, ...named } = event;
      event = { data: [] };
      return data.length === 0 ? [] : [{ ...named, data: data.join("\n") }];
    }
    const colon = line.indexOf(":");
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "data") {
      event.data.push(value);
    } else if ((field === "event" || field === "id") && value !== "") {
      event[field] = value;
    }
    return [];
  }
}
