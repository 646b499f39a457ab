// SPDX-License-Identifier: GPL-2.0-only
/*
 * Open files: what each has to read, and which doorbells it wants.
 *
 * Context: process; delivering also in softirq.
 *
 * The list of files is under an rwlock_t. Whoever delivers walks it as a reader, and readers do not
 * keep each other out; opening and closing write, and are rare. After write_lock() a file that was
 * taken off the list is not being delivered to either: closing need not wait for a grace period.
 * What one file has to read is under a spinlock_t of its own. Which doorbells it wants is read for
 * each doorbell and changed seldom: RCU, without any lock to read.
 */
#include <linux/poll.h>
#include <linux/slab.h>

#include "edu.h"

static void edu_client_free(struct kref *ref)
{
	kfree(container_of(ref, struct edu_client, ref));
}

/**
 * edu_client_put() - drops a reference
 * @client: the open file
 *
 * Context: process or softirq.
 */
void edu_client_put(struct edu_client *client)
{
	kref_put(&client->ref, edu_client_free);
}

/**
 * edu_client_open() - a new file
 * @edu: the device
 *
 * Context: process. Return: the file, or an error pointer.
 */
struct edu_client *edu_client_open(struct edu *edu)
{
	struct edu_client *client = kzalloc(sizeof(*client), GFP_KERNEL);
	int err;

	if (!client)
		return ERR_PTR(-ENOMEM);
	kref_init(&client->ref);
	client->edu = edu;
	spin_lock_init(&client->lock);
	INIT_LIST_HEAD(&client->messages);
	init_waitqueue_head(&client->wait);

	err = edu_enter(edu);
	if (err) {
		kfree(client);
		return ERR_PTR(err);
	}
	/* _bh: a softirq on this CPU would otherwise spin for the lock that it has interrupted. */
	write_lock_bh(&edu->clients_lock);
	list_add_tail(&client->node, &edu->clients);
	write_unlock_bh(&edu->clients_lock);
	edu_leave(edu);
	return client;
}

/**
 * edu_client_close() - the file is closed
 * @edu: the device, which may be gone
 * @client: the file; jobs that the device has still refer to it
 *
 * Context: process.
 */
void edu_client_close(struct edu *edu, struct edu_client *client)
{
	struct edu_message *message, *next;
	struct edu_filter *filter;
	LIST_HEAD(messages);

	write_lock_bh(&edu->clients_lock);
	list_del(&client->node);
	write_unlock_bh(&edu->clients_lock);

	edu_jobs_fail(edu, client, -ECANCELED);

	spin_lock_bh(&client->lock);
	client->closed = true;
	list_splice_init(&client->messages, &messages);
	filter = rcu_replace_pointer(client->filter, NULL, lockdep_is_held(&client->lock));
	spin_unlock_bh(&client->lock);

	list_for_each_entry_safe(message, next, &messages, node)
		kfree(message);
	if (filter)
		kfree_rcu(filter, rcu);
	edu_client_put(client);
}

/**
 * edu_client_subscribe() - which doorbells to report from now on
 * @client: the file
 * @want: which
 *
 * Context: process. Return: 0, or a negative error number.
 */
int edu_client_subscribe(struct edu_client *client, const struct edu_subscription *want)
{
	struct edu_filter *filter = NULL, *old;

	if (want->doorbells & ~EDU_DOORBELLS || want->limit > EDU_CLIENT_DOORBELLS)
		return -EINVAL;
	if (want->doorbells) {
		filter = kzalloc(sizeof(*filter), GFP_KERNEL);
		if (!filter)
			return -ENOMEM;
		filter->want = *want;
	}
	spin_lock_bh(&client->lock);
	old = rcu_replace_pointer(client->filter, filter, lockdep_is_held(&client->lock));
	spin_unlock_bh(&client->lock);
	/*
	 * A reader may have the old one; nothing is to be done with it but to free it:
	 * kfree_rcu().
	 */
	if (old)
		kfree_rcu(old, rcu);
	return 0;
}

static bool edu_client_room(struct edu_client *client)
	__must_hold(&client->lock)
{
	return client->jobs + client->results < EDU_CLIENT_JOBS;
}

/**
 * edu_client_has_room() - whether a number can be written
 * @client: the file
 *
 * Context: process; the condition of a wait: it must not sleep.
 */
bool edu_client_has_room(struct edu_client *client)
{
	bool room;

	spin_lock_bh(&client->lock);
	room = edu_client_room(client);
	spin_unlock_bh(&client->lock);
	return room;
}

/**
 * edu_client_has_message() - whether a record can be read
 * @client: the file
 *
 * Context: process; the condition of a wait.
 */
bool edu_client_has_message(struct edu_client *client)
{
	bool has;

	spin_lock_bh(&client->lock);
	has = !list_empty(&client->messages);
	spin_unlock_bh(&client->lock);
	return has;
}

/**
 * edu_client_reserve() - takes room for a job
 * @client: the file
 *
 * Context: process. Return: false if there is none.
 */
bool edu_client_reserve(struct edu_client *client)
{
	bool room;

	spin_lock_bh(&client->lock);
	room = edu_client_room(client);
	if (room)
		client->jobs++;
	spin_unlock_bh(&client->lock);
	return room;
}

/**
 * edu_client_unreserve() - gives room back
 * @client: the file
 *
 * Context: process.
 */
void edu_client_unreserve(struct edu_client *client)
{
	spin_lock_bh(&client->lock);
	client->jobs--;
	spin_unlock_bh(&client->lock);
}

/**
 * edu_client_deliver() - the result of a job
 * @client: the file, which may be closed
 * @message: the result, freed when it was read
 *
 * Context: process or softirq.
 */
void edu_client_deliver(struct edu_client *client, struct edu_message *message)
{
	spin_lock_bh(&client->lock);
	client->jobs--;
	if (!client->closed) {
		client->results++;
		list_add_tail(&message->node, &client->messages);
		message = NULL;
	}
	spin_unlock_bh(&client->lock);
	kfree(message);
	/* With the key, only pollers who want to read are woken. */
	wake_up_interruptible_poll(&client->wait, EPOLLIN | EPOLLRDNORM);
}

/**
 * edu_client_take() - the oldest message
 * @client: the file
 *
 * Context: process. Return: the message, now the caller's, or NULL.
 */
struct edu_message *edu_client_take(struct edu_client *client)
{
	struct edu_message *message;

	spin_lock_bh(&client->lock);
	message = list_first_entry_or_null(&client->messages, struct edu_message, node);
	if (message) {
		list_del(&message->node);
		if (message->record.type == EDU_RECORD_FACTORIAL)
			client->results--;
		else
			client->doorbells--;
	}
	spin_unlock_bh(&client->lock);
	return message;
}

/**
 * edu_client_give_back() - the caller could not pass it on
 * @client: the file
 * @message: what edu_client_take() gave
 *
 * Context: process.
 */
void edu_client_give_back(struct edu_client *client, struct edu_message *message)
{
	spin_lock_bh(&client->lock);
	list_add(&message->node, &client->messages);
	if (message->record.type == EDU_RECORD_FACTORIAL)
		client->results++;
	else
		client->doorbells++;
	spin_unlock_bh(&client->lock);
}

/* Context: softirq, where memory comes at once or not at all: GFP_ATOMIC, and a plan for NULL. */
static bool edu_client_ring(struct edu_client *client, const struct edu_doorbell *doorbell)
{
	struct edu_message *message;
	struct edu_filter *filter;
	u32 bits = 0, limit = 0;
	bool room;

	rcu_read_lock();
	filter = rcu_dereference(client->filter);
	if (filter) {
		bits = filter->want.doorbells & doorbell->bits;
		limit = filter->want.limit;
	}
	rcu_read_unlock();
	if (!bits)
		return true;

	message = kzalloc(sizeof(*message), GFP_ATOMIC);
	if (!message)
		return false;
	message->record.type = EDU_RECORD_DOORBELL;
	message->record.input = bits;
	message->record.nanoseconds = doorbell->when;

	/*
	 * Only softirqs and processes with bottom halves off take it: no _bh needed in a
	 * softirq.
	 */
	spin_lock(&client->lock);
	room = client->doorbells < limit;
	if (room) {
		client->doorbells++;
		list_add_tail(&message->node, &client->messages);
	}
	spin_unlock(&client->lock);
	if (!room) {
		kfree(message);
		return false;
	}
	wake_up_interruptible_poll(&client->wait, EPOLLIN | EPOLLRDNORM);
	return true;
}

/**
 * edu_clients_ring() - reports doorbells to every file that wants them
 * @edu: the device
 * @doorbell: which, and when
 *
 * Context: softirq. Return: false if somebody had no room.
 */
bool edu_clients_ring(struct edu *edu, const struct edu_doorbell *doorbell)
{
	struct edu_client *client;
	bool all = true;

	read_lock(&edu->clients_lock);
	list_for_each_entry(client, &edu->clients, node)
		all &= edu_client_ring(client, doorbell);
	read_unlock(&edu->clients_lock);
	return all;
}

/**
 * edu_clients_wake() - everyone who waits looks again
 * @edu: the device
 *
 * Context: process.
 */
void edu_clients_wake(struct edu *edu)
{
	struct edu_client *client;

	read_lock_bh(&edu->clients_lock);
	list_for_each_entry(client, &edu->clients, node)
		wake_up_all(&client->wait);
	read_unlock_bh(&edu->clients_lock);
}
