import type { FastifyInstance, FastifyReply } from "fastify";
import { HubError } from "../../core/errors.ts";
import type { ServerContext } from "../context.ts";
import { refusePlainFromAfar } from "../guards.ts";
import { checksums, readSkillFiles, readTemplate, type SkillFiles } from "./files.ts";

const notBuilt = () =>
  new HubError("unavailable", "This hub runs from a checkout whose command line was not built: npm run build.");

const sendText = (reply: FastifyReply, type: string, text: string | Buffer) =>
  reply
    .header("content-type", `${type}; charset=utf-8`)
    .header("x-content-type-options", "nosniff")
    .header("cache-control", "no-cache")
    .send(text);

/** Only such an address and pin go into a script: neither can end the string that it stands in. */
const isPlainAddress = (address: string) => /^https?:\/\/[\w.:[\]-]+$/.test(address);
const isPlainPin = (pin: string) => /^sha256\/\/[\w+/=]+$/.test(pin);

const fill = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(/@([A-Z0-9_]+)@/g, (whole, name: string) => values[name] ?? whole);

const valuesFor = (context: ServerContext, files: SkillFiles) => {
  const address = context.address();
  const pin = context.hub().publicKeyPin;
  if (!isPlainAddress(address) || !isPlainPin(pin)) throw new Error(`not fit for a script: ${address} ${pin}`);
  const fingerprint = context.hub().fingerprint.replaceAll(":", "").toLowerCase();
  const sums = Array.from(files, ([name, { sha256 }]) => [`SHA256_${name.replace(/\W/g, "_").toUpperCase()}`, sha256]);
  return { URL: address, PIN: pin, FINGERPRINT: fingerprint, ...(Object.fromEntries(sums) as Record<string, string>) };
};

const scripts = [
  ["/install.sh", "install.sh", "text/x-shellscript"],
  ["/install.ps1", "install.ps1", "text/plain"],
] as const;

/**
 * Gives the skill and the command line to machines that join. Needs no key and holds no secret; the scripts carry this
 * hub's address, the pin of its key and the files' checksums.
 */
export const skillRoutes =
  (context: ServerContext, toolsDir: string) =>
  (app: FastifyInstance, _options: unknown, done: () => void): void => {
    let reading: Promise<SkillFiles> | undefined;
    const skillFiles = async (): Promise<SkillFiles> => {
      const files = await (reading ??= readSkillFiles(toolsDir));
      // A build may come later.
      if (!files.has("muster.sh")) {
        reading = undefined;
        throw notBuilt();
      }
      return files;
    };
    app.addHook("onRequest", (request, _reply, next) => {
      refusePlainFromAfar(context, request, false);
      next();
    });

    for (const [path, name, type] of scripts) {
      app.get(path, async (_request, reply) => {
        const [template, files] = await Promise.all([readTemplate(toolsDir, name), skillFiles()]);
        if (template === undefined) throw notBuilt();
        return sendText(reply, type, fill(template, valuesFor(context, files)));
      });
    }
    app.get("/skill/SHA256SUMS", async (_request, reply) => {
      return sendText(reply, "text/plain", checksums(await skillFiles()));
    });
    app.get<{ Params: { name: string } }>("/skill/:name", async (request, reply) => {
      const file = (await skillFiles()).get(request.params.name);
      if (file === undefined) throw new HubError("not-found", "There is no such file. /skill/SHA256SUMS lists them.");
      return sendText(reply, "text/plain", file.bytes);
    });
    done();
  };
