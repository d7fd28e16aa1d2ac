import { connect } from 'node:net';

const from = 'ana@acme.example';

/** Sends one small mail as a mail server would, on a connection of its own; rejects unless it is accepted. */
export function sendSmall(port: number, id: string): Promise<void> {
  const body = [
    `From: Ana <${from}>`,
    'To: support@guardia.example',
    `Subject: Load ${id}`,
    `Message-ID: <${id}@acme.example>`,
    '',
    `Message number ${id}.`,
  ].join('\r\n');
  const lines = [
    'EHLO bench',
    `MAIL FROM:<${from}>`,
    'RCPT TO:<support@guardia.example>',
    'DATA',
    `${body}\r\n.`,
    'QUIT',
  ];
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.setNoDelay(true);
    let unread = '';
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      unread += chunk.toString();
      for (let end = unread.indexOf('\r\n'); end >= 0; end = unread.indexOf('\r\n')) {
        const answer = unread.slice(0, end);
        unread = unread.slice(end + 2);
        if (/^\d{3}-/.test(answer)) continue;
        if (/^[45]/.test(answer)) return reject(new Error(answer));
        const next = lines.shift();
        if (next !== undefined) socket.write(`${next}\r\n`);
        else {
          socket.end();
          return resolve();
        }
      }
    });
  });
}

/** So many senders, each with the next mail as soon as the last one was accepted. */
export async function closedLoop(
  port: number,
  load: { senders: number; mails: number; name: string },
): Promise<void> {
  let next = 0;
  const sender = async () => {
    while (next < load.mails) {
      const id = `${load.name}-${next}`;
      next += 1;
      await sendSmall(port, id);
    }
  };
  await Promise.all(Array.from({ length: load.senders }, sender));
}
