/** Hard limits of the public interface; those that are settings say so in `settings.ts`. */
export const limits = {
  /** Characters of a title after it was cleaned. */
  titleChars: 200,
  /** UTF-8 bytes of one message's text. */
  textBytes: 64 * 1024,
  /** Bytes of one JSON request body. */
  bodyBytes: 1024 * 1024,
  /** Bytes of one attachment. */
  attachmentBytes: 50 * 1024 * 1024,
  /** Most attachments of one message. */
  attachments: 20,
  /** Most items that one page of a list may have. */
  pageItems: 200,
  pageItemsDefault: 50,
  /** Longest time a waiting call may wait. */
  waitSeconds: 300,
  /** How long an idempotency key is remembered. */
  idempotencyHours: 24,
  joinCodeMinutes: 10,
  joinCodeTries: 5,
  signInTicketMinutes: 10,
  invitationHours: 24,
  /** Wrong tickets or device keys of one address in an hour that are looked at and written down; right ones always are. */
  wrongSecrets: 20,
} as const;

export const DEFAULT_PORT = 4680;
