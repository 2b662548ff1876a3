"""Who sees and changes gifted schools."""

from regions.querysets import RecordQuerySet


class GiftedSchoolQuerySet(RecordQuerySet):
    """Schools are kept by the institute they are affiliated to."""

    keepers = ("affiliated_institute",)
    roles = ("institute_admin", "school_officer")
