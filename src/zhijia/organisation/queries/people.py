"""People, posts and accounts in the actor's scope."""

from collections.abc import Sequence
from datetime import date

from django.db.models import F, Prefetch, Q, QuerySet
from django.http import Http404

from zhijia.lib.normalise import DOTS, tidy_name
from zhijia.lib.pinyin import readings_typed
from zhijia.organisation.models import Employment, Enterprise, Person, Post, PostHolding, Union
from zhijia.organisation.scopes import Actor

LAST = "\U0010ffff"
"""Behind every character that a name can go on with."""


def people_visible_to(actor: Actor) -> QuerySet[Person]:
    """People kept by the actor's union and those below, and the actor herself; not what was put into another record."""
    return Person.objects.filter(actor.reach() | Q(pk=actor.person_id or 0), merged_into=None)


def people_in_order_for(actor: Actor) -> QuerySet[Person]:
    """The same for a list in the order of the tree: an index serves it from its first row.

    Whoever acts through a post is asked for her places alone: "or herself" makes PostgreSQL gather and sort all of them.
    Her own record, should another union keep it, has its page.
    """
    return Person.objects.filter(actor.reach(), merged_into=None) if actor.places else people_visible_to(actor)


def named(typed: str, *, at: str = "") -> Q:
    """Condition on people, or on what refers to them by `at`: the name begins with what was typed, or reads like it.

    Pinyin is found in full (`zhangwei`) and by initials (`zw`). Written as ranges, which an index serves under row security.
    """
    typed = tidy_name(typed).rstrip(DOTS)
    if not typed:
        return Q()
    if not typed.isascii():
        return Q(**{f"{at}name__gte": typed, f"{at}name__lt": typed + LAST})
    initials = typed.lower().replace(" ", "")
    found = Q(**{f"{at}initials__gte": initials, f"{at}initials__lt": initials + LAST})
    for syllables in readings_typed(typed):
        first = "".join(syllable[0] for syllable in syllables)
        sounds = "^" + " ".join(f"{syllable}[1-5]" for syllable in syllables)
        begins = Q(**{f"{at}initials__gte": first, f"{at}initials__lt": first + LAST})
        found |= begins & Q(**{f"{at}sort_key__regex": sounds})
    return found


def people_named(actor: Actor, typed: str, *, most: int = 20) -> list[Person]:
    """People in scope whose name begins with what was typed or reads like it, in pinyin order; none for an empty query."""
    rows = people_visible_to(actor).filter(named(typed)).select_related("home")
    found = list(rows[: most * 5]) if typed.strip() else []  # no order: the first matches of an index are enough
    return sorted(found, key=lambda person: (person.sort_key, person.pk))[:most]


def get_person(actor: Actor, pk: int) -> Person:
    """One person in the actor's scope, or not found."""
    person = people_visible_to(actor).select_related("home", "user").filter(pk=pk).first()
    if person is None:
        raise Http404
    return person


def is_employed(actor: Actor, *, today: date) -> bool:
    """Whether the actor herself works for an employer today."""
    jobs = Employment.objects.filter(person=actor.person_id, from_on__lte=today)
    return jobs.filter(Q(to_on=None) | Q(to_on__gt=today)).exists()


def posts_visible_to(actor: Actor) -> QuerySet[Post]:
    """Posts of the actor's union and those below."""
    return Post.objects.filter(actor.reach())


def get_post(actor: Actor, pk: int) -> Post:
    """One post in the actor's scope, or not found."""
    post = posts_visible_to(actor).select_related("union").filter(pk=pk).first()
    if post is None:
        raise Http404
    return post


def posts_of(union: Union, *, today: date) -> list[Post]:
    """The open posts of a union by title; `current` holds who holds or deputises today."""
    open_posts = Post.objects.filter(union=union).filter(Q(closed_on=None) | Q(closed_on__gt=today))
    return list(with_holders(open_posts, today=today).order_by("role", "title", "pk"))


def with_holders(posts: QuerySet[Post], *, today: date) -> QuerySet[Post]:
    """The posts with `current`: the holdings of that day, the holder before the deputies."""
    held = holdings_on(today).select_related("person").order_by("-kind", "pk")
    return posts.prefetch_related(Prefetch("holdings", queryset=held, to_attr="current"))


def holdings_on(day: date) -> QuerySet[PostHolding]:
    """Holdings in force on a day."""
    return PostHolding.objects.filter(Q(to_on=None) | Q(to_on__gt=day), from_on__lte=day)


def holdings_of(row: Post | Person) -> Sequence[PostHolding]:
    """Every holding of a post or of a person, newest first."""
    of = Q(post=row) if isinstance(row, Post) else Q(person=row)
    return list(PostHolding.objects.filter(of).select_related("person", "post__union").order_by("-from_on", "pk"))


def get_holding(actor: Actor, pk: int) -> PostHolding:
    """A holding of a post in the actor's scope, or not found."""
    rows = PostHolding.objects.select_related("post__union", "person")
    holding = rows.filter(pk=pk, post__in=posts_visible_to(actor)).first()
    if holding is None:
        raise Http404
    return holding


def employments_of(row: Person | Enterprise, *, most: int) -> Sequence[Employment]:
    """Employments of a person, or with an enterprise of people in scope: the present ones first, then the newest."""
    of = Q(person=row) if isinstance(row, Person) else Q(enterprise=row)
    rows = Employment.objects.filter(of).select_related("person", "enterprise")
    return list(rows.order_by(F("to_on").desc(nulls_first=True), "-from_on", "pk")[:most])


def get_employment(actor: Actor, pk: int) -> Employment:
    """An employment of a person in the actor's scope, or not found."""
    rows = Employment.objects.select_related("person", "enterprise")
    employment = rows.filter(pk=pk, person__in=people_visible_to(actor)).first()
    if employment is None:
        raise Http404
    return employment
