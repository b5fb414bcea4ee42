"""The manager of `Article.tags`."""

from typing import Any

from taggit.managers import _TaggableManager


class NormalisedTagManager(_TaggableManager):
    """taggit's manager, finding an existing tag by its normalised key instead of its spelling."""

    def _to_tag_model_instances(self, tags: Any, tag_kwargs: dict[str, object]) -> list[object]:
        model = self.through.tag_model()
        instances = [tag for tag in tags if isinstance(tag, model)]
        names = [tag for tag in tags if isinstance(tag, str)]
        return list(dict.fromkeys([*instances, *model.objects.get_or_create_by_names(names)]))
