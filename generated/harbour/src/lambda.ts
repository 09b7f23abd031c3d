import process from "node:process";
import { createHandler } from "./handler.ts";
import { answerOrExplain } from "./runtime/hosts/answer-or-explain.ts";
import { handlerAtFirstUse } from "./runtime/hosts/handler-at-first-use.ts";
import { type LambdaEvent, type LambdaResult, requestOfEvent, resultOfResponse } from "./runtime/hosts/lambda-event.ts";

const handlerOf: () => ReturnType<typeof createHandler> = handlerAtFirstUse(createHandler, process.env);

/**
 * The server as an AWS Lambda function, behind a function URL or an HTTP API of API Gateway (payload format 2.0). An answer is given
 * whole: no progress is seen before the result, and `subscriptions/listen` ends with the function's time.
 */
export async function handler(event: LambdaEvent): Promise<LambdaResult> {
  const response = await answerOrExplain(requestOfEvent(event), handlerOf, (text) => console.error(text));
  return await resultOfResponse(response);
}
