// A program that "listens": it waits for the sound and says what its first bytes spell. Stands in for a real one.
const parts = [];
for await (const part of process.stdin) parts.push(part);
const [language, mime] = process.argv.slice(2);
if (!mime?.startsWith('audio/') || !language) process.exit(1);
process.stdout.write(
  Buffer.concat(parts)
    .toString('utf8')
    .replace(/^OggS:/, ''),
);
