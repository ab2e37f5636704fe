/**
 * The signs of each red flag, as concepts whose words stand near each other in any order. The words themselves are in
 * `locales/heard/*.yaml` under `flags`, per language. `-x`: not when x is near as well. `~x`: x may stand anywhere in the message, or be known of
 * the patient. `not` and `on`: a denial that is part of the sign ("cannot breathe"), and one of its end ("does not stop").
 * `hot`: a temperature from 38 °C; `low`: a saturation below 92; `eight`: pain from 8 of 10. Fixed lists only: no model decides. Source: intake notes section 6; to be confirmed by an oncologist.
 */
export const SIGNS: Readonly<Record<string, readonly string[]>> = {
  breath: [
    'suffocating',
    'breath trouble',
    'breath stopped',
    'breath on',
    'breath not -trouble -suffocating',
    'oxygen falling',
    'oxygen low',
    'lips blue',
    'airway blocked',
    'airway out',
  ],
  bleed: [
    'bleeding',
    'blood flow',
    'blood vomit',
    'blood cough',
    'blood stool',
    'blood urine',
    'blood mouth',
    'blood on',
    'stool black',
  ],
  fever: [
    'fever hot',
    'fever severe',
    'fever ~treated',
    'fever shiver',
    'rigor',
    'fever ~shiver',
    'fever ~child',
    'shiver ~treated',
  ],
  legs: [
    'paralysed',
    'leg numb',
    'leg move not',
    'leg move stopped',
    'walk not sudden',
    'urine flow not -trouble',
    'urinate not',
    'urine stopped',
    'urine on',
    'urine none',
    'control not urine',
    'control not stool',
    'control lost',
  ],
  fit: [
    'seizure',
    'unconscious',
    'awake not',
    'awake stopped',
    'drowsy',
    'confused',
    'muddled sudden',
    'speech trouble',
    'speech not sudden',
    'speech stopped',
    'mouth crooked',
    'face crooked',
    'headache worst',
    'headache vomit',
    'headache sudden',
  ],
  chest: [
    'heart_attack',
    'face_swollen',
    'chest_pain',
    'chest pain',
    'face swell',
    'neck swell sudden',
    'leg swell one',
    'leg swell pain',
  ],
  allergic: [
    'lips swell',
    'throat stopped',
    'throat swell sudden',
    'drip burn',
    'drip swell',
    'treated leak',
    'drip leak',
    'rash mouth',
    'rash breath',
  ],
  sad: [
    'suicide',
    'die want',
    'kill self',
    'end self',
    'end life',
    'poison take',
    'hang self',
    'life_tired',
    'nolive',
    'live not want',
  ],
  vomit: [
    'keeps_nothing',
    'vomit on',
    'vomit severe',
    'vomit long',
    'loose on',
    'loose severe',
    'loose long',
    'drink not -eat -trouble',
    'drink stopped',
    'drink eat not',
    'eat not nothing',
    'eat not long',
    'eat stopped',
    'belly swell vomit',
    'belly swell stool not',
    'gas stool not',
  ],
  pain: ['pain severe', 'unbearable', 'pain unbearable', 'pain on', 'pain eight', 'headache severe'],
  yellow: ['eyes yellow', 'jaundice sudden', 'body yellow'],
  tube: ['tube out', 'tube blocked'],
  feverish: ['fever', 'shiver'],
};

/** What says that a sign is not of now, or that the sentence goes on to something else. `skip`, not among them, hides what is in it. */
export const STATES: readonly string[] =
  'no not none stopped fine less past ask now again since copula else and'.split(' ');

/** Every concept that needs words, once. */
export const CONCEPTS: readonly string[] = [
  ...new Set([
    ...Object.values(SIGNS)
      .flat()
      .flatMap((sign) => sign.split(' '))
      .map((one) => one.replace(/^[-~]/, '')),
    ...STATES,
    'skip',
    'in_hospital',
  ]),
].filter((one) => !['on', 'hot', 'eight', 'low'].includes(one));
