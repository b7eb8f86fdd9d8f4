import { z } from "zod";

/** What an answer to a notification needs, also when another run of the app showed it. */
const Remembered = z.object({ id: z.string().max(500), actions: z.array(z.string().max(200)).max(5) });
export type Remembered = z.infer<typeof Remembered>;

/** As text of letters, digits, `-` and `_`, to be kept by the system with the notification. */
export const keyOf = ({ id, actions }: Remembered): string =>
  Buffer.from(JSON.stringify([id, ...actions])).toString("base64url");

/** What a key says; null for anything else. */
export const readKey = (key: string | null | undefined): Remembered | null => {
  try {
    const [id, ...actions] = z.array(z.string()).parse(JSON.parse(Buffer.from(key ?? "", "base64url").toString()));
    return Remembered.parse({ id, actions });
  } catch {
    return null;
  }
};
