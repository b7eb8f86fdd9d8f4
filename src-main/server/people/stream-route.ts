import type { FastifyInstance } from "fastify";
import { streamPath } from "#contract/endpoints.ts";
import { StreamQuery } from "#contract/stream.ts";
import { HubError } from "../../core/errors.ts";
import { personOf } from "./caller.ts";
import type { Stream } from "./stream.ts";

/** The event stream of the people's door. */
export const streamRoute = (app: FastifyInstance, stream: Stream): void => {
  app.route({
    method: "GET",
    url: streamPath,
    handler: () => {
      throw new HubError("not-found", "Only a WebSocket is served here.");
    },
    wsHandler: (socket, request) => {
      const query = StreamQuery.safeParse(request.query);
      // A place that can't be read is treated as one that is too old: the screen starts over.
      const since = query.success ? query.data.since : Number.MAX_SAFE_INTEGER;
      const { id, device } = personOf(request);
      const isApp = /\bElectron\//.test(request.headers["user-agent"] ?? "");
      stream.open(socket, { personId: id, deviceId: device?.id ?? "", isApp }, since);
    },
  });
};
