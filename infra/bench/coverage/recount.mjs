/** What stands in the whole city, counted one by one. */
export async function recountOf(owner) {
  const { rows } = await owner.query(`
    select (select count(*)::int from compound) as compounds, (select count(*)::int from grid) as grids,
      count(*)::int as buildings, sum(households)::int as households,
      count(*) filter (where households is null)::int as "buildingsOfUnknownHouseholds"
    from building`);
  return rows[0];
}

/** The training rates of areas on a day from the posts, their holders and the trainings, in the order of the codes; as the worker, who sees them. */
export async function trainingRateOf(worker, codes, on) {
  const { rows } = await worker.query(
    `with trained as materialized (
      select distinct holder.person
      from training
      join training_attendee as attendee on attendee.training = training.id and attendee.completed
      join grid_post_holder as holder using (post)
      where held_on > $2::date - interval '12 months' and held_on <= $2
    ), posted as materialized (
      select distinct parent.position, holder.person
      from unnest($1::text[]) with ordinality as parent (code, position)
      join grid_post_history as place on place.territory >= parent.code and place.territory < parent.code || ':'
        and place.since <= $2 and (place.until is null or place.until > $2)
      join grid_post as post on post.id = place.post and starts_on <= $2 and (ends_on is null or ends_on >= $2)
      join grid_post_holder as holder on holder.post = post.id
    )
    select count(trained.person)::float8 / count(*) as rate
    from posted left join trained using (person) group by position order by position`,
    [codes, on],
  );
  return rows.map(({ rate }) => rate);
}
