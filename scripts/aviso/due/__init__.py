"""What has to be reviewed, when and by which role."""
