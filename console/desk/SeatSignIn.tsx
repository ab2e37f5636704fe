import { Center, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { keepInMemory } from '../api/client.ts';
import { demoUsers, signIn, whoAmI } from '../api/signin.ts';
import { useWords } from '../words/use-words.ts';
import { Sorry } from './Sorry.tsx';

/** Sits down as the demo user of a seat, with a token in memory, so that two seats can share one browser. */
export function SeatSignIn({ seat }: { seat: string }) {
  const say = useWords();
  const queries = useQueryClient();
  const sitting = useQuery({
    queryKey: ['seat', seat],
    staleTime: Infinity,
    retry: 5,
    queryFn: async () => {
      keepInMemory();
      const user = (await demoUsers()).find(({ role }) => role === seat);
      if (!user) throw new Error(`There is no demo user for the seat ${seat}.`);
      await signIn(user.email, user.password);
      return whoAmI();
    },
  });
  useEffect(() => {
    if (sitting.data) queries.setQueryData(['me'], sitting.data);
  }, [sitting.data, queries]);
  if (sitting.error) return <Sorry error={sitting.error} again={() => void sitting.refetch()} />;
  return (
    <Center mih={240} role="status">
      <Text c="dimmed">{say('takingSeat')}</Text>
    </Center>
  );
}
