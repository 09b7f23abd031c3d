import type { InputRequiredResult } from "@modelcontextprotocol/server";
import { createStateSeal } from "../sealed/signed-state.ts";
import type { Caller, Tool } from "../surface-types.ts";
import { askedCall, type AskingParts } from "./asked-call.ts";
import { takeCode } from "./code-argument.ts";
import { confirmByCode } from "./confirm-by-code.ts";
import { type AskableClient, confirmByForm } from "./confirm-by-form.ts";
import { needsConfirmation } from "./confirm-mode.ts";

/** Whose call it is, and how its user can be asked. */
export interface AskingCall {
  readonly caller: Caller;
  /** Absent: the client has no way to ask its user that this server could use. */
  readonly asks?: AskableClient;
}

/** A call before its user has agreed. */
export interface UnconfirmedCall {
  /** The arguments, without the code that may have stood among them. */
  readonly args: unknown;
  /**
   * Lets the call pass, or answers with the question to the user.
   * @throws ConfirmationError or RequestStateError: nothing may be sent
   */
  confirm(validated: object): Promise<InputRequiredResult | undefined>;
}

/** Lets no call that changes something pass before its user has agreed to it. */
export interface Confirmation {
  prepare(tool: Tool, args: unknown, call: AskingCall): UnconfirmedCall;
}

/** The confirmation of one server. It keeps nothing between question and answer: the answer brings a sealed state along. */
export function createConfirmation(parts: AskingParts): Confirmation {
  const { config, now } = parts;
  const secrets = { secrets: config.stateSecrets, resource: config.resource, tenant: config.tenant };
  const byForm = { ...parts, seal: createStateSeal(secrets, "confirmation", now) };
  const byCode = { ...parts, seal: createStateSeal(secrets, "confirmation code", now) };
  return {
    prepare(tool, args, { caller, asks }) {
      if (!needsConfirmation(tool, config.confirm)) return { args, confirm: async () => undefined };
      if (asks !== undefined) {
        return {
          args,
          confirm: async (input) => await confirmByForm(await askedCall(tool, input, caller, config), asks, byForm),
        };
      }
      const { rest, code } = takeCode(tool.inputSchema, args);
      return {
        args: rest,
        async confirm(input) {
          await confirmByCode(await askedCall(tool, input, caller, config), code, byCode);
          return undefined;
        },
      };
    },
  };
}
