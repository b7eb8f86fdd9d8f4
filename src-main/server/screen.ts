import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import type { ServerContext } from "./context.ts";
import { refusePlainFromAfar, refuseStrangeHost } from "./guards.ts";

const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self' ws: wss:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

/** Serves the built screen. It holds no secrets; what it shows comes by the people's door. */
export const screenRoutes =
  (context: ServerContext, rendererDir: string) =>
  async (app: FastifyInstance): Promise<void> => {
    app.addHook("onRequest", (request, _reply, next) => {
      refusePlainFromAfar(context, request, true);
      refuseStrangeHost(context, request);
      next();
    });
    await app.register(fastifyStatic, {
      root: rendererDir,
      cacheControl: false,
      setHeaders(response, path) {
        const isHashed = /[\\/]assets[\\/]/.test(path);
        void response.header("cache-control", isHashed ? "public, max-age=31536000, immutable" : "no-cache");
        void response.header("content-security-policy", POLICY);
        void response.header("x-content-type-options", "nosniff");
        void response.header("referrer-policy", "no-referrer");
        void response.header("cross-origin-opener-policy", "same-origin");
        void response.header("permissions-policy", "camera=(), microphone=(), geolocation=(), usb=()");
      },
    });
  };
