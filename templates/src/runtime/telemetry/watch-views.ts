import type { ToolView } from "../mcp/tool-view.ts";
import type { Tool } from "../surface-types.ts";
import { type CallOutcomeName, outcomeOfResult } from "./call-outcome.ts";
import type { Observer } from "./observer.ts";

type ViewMaker = (tools: readonly Tool[]) => ToolView;

/**
 * Views whose calls are told also where they reach no tool of the API: search mode's own tools, and names that no tool has.
 * Without an observer it is `make` itself.
 */
export function watchViews(make: ViewMaker, observer: Observer | undefined): ViewMaker {
  const begin = observer?.callStarted;
  if (begin === undefined) return make;
  return (tools) => {
    const view = make(tools);
    return {
      ...view,
      open(name, args, asking) {
        const tell = (outcome: CallOutcomeName): void => {
          const tool = view.logged({ name, arguments: args });
          const { caller, requestId } = asking;
          begin({
            caller,
            args,
            method: "tools/call",
            ...(tool !== undefined && { tool }),
            ...(requestId !== undefined && { requestId }),
          }).ended({ outcome, durationMs: 0 });
        };
        const opened = openOr(
          () => view.open(name, args, asking),
          () => {
            if (asking.isTrial !== true) tell("unknown_tool");
          },
        );
        if ("result" in opened) tell(outcomeOfResult(opened.result));
        return opened;
      },
    };
  };
}

function openOr<T>(open: () => T, failed: () => void): T {
  try {
    return open();
  } catch (error) {
    failed();
    throw error;
  }
}
