import { readFile } from 'node:fs/promises';
import { classifyAutomatic } from '../automatic/classify.ts';
import { readBounces } from '../bounces/read.ts';
import { htmlToText } from '../html/to-text.ts';
import { readMessage } from '../parse-message.ts';
import { visibleReply } from '../reply/visible-reply.ts';

const kind = process.argv[3];
for (const file of process.argv.slice(4)) {
  const raw = await readFile(file);
  if (kind === 'body-text') {
    const text = raw.toString();
    console.log(JSON.stringify({ file, text, reply: visibleReply({ text, html: null }) }));
    continue;
  }
  if (kind === 'body-html') {
    const html = raw.toString();
    console.log(JSON.stringify({ file, text: htmlToText(html), reply: visibleReply({ text: '', html }) }));
    continue;
  }
  const m = readMessage(raw);
  console.log(
    JSON.stringify({
      file,
      ...m,
      attachments: m.attachments.map(({ content: _, ...a }) => a),
      reply: visibleReply(m),
      automatic: classifyAutomatic(m),
      bounces: readBounces(m),
    }),
  );
}
