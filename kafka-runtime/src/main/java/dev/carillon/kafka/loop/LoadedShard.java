package dev.carillon.kafka.loop;

import dev.carillon.core.scheduling.SchedulerShard;

/** A shard rebuilt from the log, and where its inputs go on. Handed from the loader's thread to the lane's. */
record LoadedShard(SchedulerShard shard, InputOffsets next) {}
