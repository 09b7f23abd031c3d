/** What a tool does to what it is about, in five kinds. `act`: everything that is none of the others, such as to cancel or to send. */
export const toolActions = ["read", "create", "update", "delete", "act"] as const;

export type ToolAction = (typeof toolActions)[number];
