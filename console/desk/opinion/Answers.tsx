import { Textarea } from '@mantine/core';
import type { CaseView } from '../../../src/http/contract.ts';
import { useWords } from '../../words/use-words.ts';

/** An answer to each question of the family, in the order they ask. */
export function Answers(props: {
  questions: CaseView['questions'];
  answers: Record<string, string>;
  change(answers: Record<string, string>): void;
  wrong(field: string, place?: string): string | undefined;
}) {
  const say = useWords();
  const { questions, answers } = props;
  return questions.map((question, index) => (
    <Textarea
      key={question.path}
      label={<span dir="auto">{`${index + 1}. ${question.text}`}</span>}
      placeholder={say('answerTo')}
      autosize
      minRows={2}
      maxLength={4000}
      value={answers[question.path] ?? ''}
      error={props.wrong(question.path, `answers.${index}.answer`)}
      onChange={(event) => props.change({ ...answers, [question.path]: event.target.value })}
    />
  ));
}
