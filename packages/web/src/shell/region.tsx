import { useQueryClient } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { useAnswer } from '../kit/answers.tsx'
import { lookOnlyAt } from '../kit/call.ts'
import { useSay } from '../kit/say.tsx'

const ofShell = ['session.get', 'regions.list']

/** Which of the regions that one reaches is looked at; nothing to choose where there is one, or only an institution. */
export function RegionSwitch() {
  const say = useSay()
  const queries = useQueryClient()
  const [chosen, setChosen] = useState('')
  const { data } = useAnswer('regions.list', {})
  const regions = data?.regions ?? []
  const choose = (division: string): void => {
    setChosen(division)
    lookOnlyAt(division === '' ? null : division)
    void queries.invalidateQueries({ predicate: ({ queryKey: [name] }) => !ofShell.includes(String(name)) })
  }
  if (regions.length <= 1) {
    const [region] = regions
    const institutions = data?.institutions ?? []
    return (
      <span title={institutions.map(({ providerCode }) => providerCode).join(' ')}>
        {region === undefined ? institutions.map(({ name }) => name).join(say('、', ', ')) : say(region.name)}
      </span>
    )
  }
  return (
    <Select
      aria-label={say('统筹区', 'Region')}
      value={chosen}
      onChange={choose}
      showSearch={{ optionFilterProp: 'label' }}
      style={{ minWidth: 180 }}
      options={[
        { value: '', label: say('全部统筹区', 'all regions') },
        ...regions.map(({ division, name }) => ({ value: division, label: `${say(name)} ${division}` })),
      ]}
    />
  )
}
