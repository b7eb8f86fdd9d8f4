interface Port<Message> {
  postMessage(message: Message): void;
}

/** Sends to a thread; the second argument that windows want does not exist here. */
export const post = <Message>(port: Port<Message>, message: Message): void => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  port.postMessage(message);
};
