import type { FastifyInstance } from "fastify";
import { signInPath } from "#contract/endpoints.ts";
import { SignInQuery } from "#contract/person.ts";
import { HubError } from "../../core/errors.ts";
import type { ServerContext } from "../context.ts";
import { deviceNameOf } from "./device-name.ts";
import { isEncrypted, refusePlainFromAfar, refuseStrangeHost } from "../guards.ts";

const COOKIE_DAYS = 90;

/** Trades a one-time ticket for the cookie of a sign-in and leads on to the screen. */
export const signInRoute =
  (context: ServerContext) =>
  async (app: FastifyInstance): Promise<void> => {
    app.get(signInPath, async (request, reply) => {
      refusePlainFromAfar(context, request, true);
      refuseStrangeHost(context, request);
      const { ticket } = SignInQuery.safeParse(request.query).data ?? {};
      void reply.header("cache-control", "no-store").header("referrer-policy", "no-referrer");
      try {
        if (ticket === undefined) throw new HubError("invalid", "The link is not whole: it has no ticket.");
        const secret = await context.core.signIn.useTicket(ticket, {
          name: deviceNameOf(request.headers["user-agent"]),
          address: request.ip,
        });
        return await reply
          .setCookie(context.cookieName, secret, {
            path: "/",
            httpOnly: true,
            sameSite: "strict",
            secure: isEncrypted(request),
            maxAge: COOKIE_DAYS * 86_400,
          })
          .redirect("/", 303);
      } catch (error) {
        // A person follows this link: the screen says what to do. Other clients get the problem document.
        const isBrowser = request.headers.accept?.includes("text/html") === true;
        if (!isBrowser || !(error instanceof HubError)) throw error;
        return reply.redirect("/#/sign-in-failed", 303);
      }
    });
  };
