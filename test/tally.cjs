/** Ends the run with one plain line that any machine can read. */
module.exports = class Tally {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests ? `${results.numPendingTests} skipped\n` : '';
    // After everything else has been said.
    process.once('exit', () =>
      process.stdout.write(`\n${skipped}${results.numPassedTests} passed, ${failed} failed\n`),
    );
  }
};
