import { readFile } from 'node:fs/promises';
import { classifyAutomatic } from '../automatic/classify.ts';
import { readBounces } from '../bounces/read.ts';
import { readMessage } from '../parse-message.ts';

for (const file of process.argv.slice(4)) {
  const m = readMessage(await readFile(file));
  console.log(
    JSON.stringify({
      file,
      ...m,
      attachments: m.attachments.map(({ content, ...a }) => a),
      reply: m.text,
      automatic: classifyAutomatic(m),
      bounces: readBounces(m),
    }),
  );
}
