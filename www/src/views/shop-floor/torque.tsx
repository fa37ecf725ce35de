export const TARGET = 44
const TOLERANCE = 2
const [LEAST, MOST] = [38, 50]
const WIDTH = 480
const at = (value: number) => ((Math.min(Math.max(value, LEAST), MOST) - LEAST) / (MOST - LEAST)) * (WIDTH - 24) + 12

/** The reading to record, on its scale. */
export function Torque({ text, setText, open }: { text: string; setText: (text: string) => void; open: boolean }) {
  const reading = Number.parseFloat(text)
  const within = Math.abs(reading - TARGET) <= TOLERANCE
  const verdict = Number.isNaN(reading) ? 'no reading' : within ? 'within 42 to 46' : reading < TARGET ? 'too loose' : 'too tight'
  const marks = Array.from({ length: (MOST - LEAST) * 2 + 1 }, (_, mark) => LEAST + mark / 2)
  return (
    <div class="torque">
      <div class="reading">
        <label for="torque">Torque, N·m</label>
        <input
          id="torque"
          type="number"
          inputMode="decimal"
          step="0.1"
          min={LEAST}
          max={MOST}
          value={text}
          readOnly={!open}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <span class={within ? 'verdict good' : 'verdict bad'}>{verdict}</span>
      </div>
      <svg class="scale-face" viewBox={`0 0 ${WIDTH} 62`} role="img" aria-label={`A scale from ${LEAST} to ${MOST} newton metres, good from 42 to 46: ${verdict}`}>
        <rect class="band" x={at(TARGET - TOLERANCE)} y="24" width={at(TARGET + TOLERANCE) - at(TARGET - TOLERANCE)} height="18" />
        {marks.map((value) => (
          <line key={value} class={value % 2 === 0 ? 'long' : 'short'} x1={at(value)} x2={at(value)} y1={value % 2 === 0 ? 24 : value % 1 === 0 ? 31 : 36} y2="42" />
        ))}
        {marks
          .filter((value) => value % 2 === 0)
          .map((value) => (
            <text key={value} x={at(value)} y="57">
              {value}
            </text>
          ))}
        {!Number.isNaN(reading) && <path class={within ? 'needle' : 'needle bad'} d={`M${at(reading)} 42V14m-6-8h12l-6 9z`} />}
      </svg>
    </div>
  )
}
