import { type Door, eventsPath } from "#contract/endpoints.ts";

type Json = Record<string, unknown>;

/** The stream of events for agents, which is no JSON call and so not in the route table. */
export const eventPaths = ({ security }: { security: Record<Door, Json[]> }): Record<string, Json> => ({
  [eventsPath]: {
    get: {
      operationId: "events",
      summary: "Server-sent events for this machine's sessions: reply, question, session, and resync after a gap",
      tags: ["agents"],
      security: security.agents,
      parameters: [
        { name: "session", in: "query", required: false, schema: { type: "string", maxLength: 64 } },
        {
          name: "Last-Event-ID",
          in: "header",
          required: false,
          description: "Goes on after this event",
          schema: { type: "string" },
        },
      ],
      responses: {
        200: { description: "Success", content: { "text/event-stream": { schema: { type: "string" } } } },
        default: { $ref: "#/components/responses/Problem" },
      },
    },
  },
});
